return figure "environ 50 jobs"
