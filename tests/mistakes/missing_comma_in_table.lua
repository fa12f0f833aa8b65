return { measure = "pharma_jobs" level = "basin" }
