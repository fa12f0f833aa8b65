return figure(0,5)
