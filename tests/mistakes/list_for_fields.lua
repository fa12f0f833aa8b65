return figures { "pharma_jobs" }
