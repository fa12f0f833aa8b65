return figure 500 jobs
