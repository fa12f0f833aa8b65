return figures { measure = "pharma_job", level = "basin" }
