return { measure: "pharma_jobs" }
