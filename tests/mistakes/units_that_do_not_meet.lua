return figure "3 jobs" + figure "2 €"
