-- Training places for each hundred posts that firms offer.
return indicator {
  id = "training_places_per_100_hires", theme = "skills",
  title = {
    en = "Training places per 100 posts offered",
    fr = "Places de formation pour 100 postes offerts",
    it = "Posti di formazione per 100 posti offerti",
  },
  description = {
    en = "Places of the programmes taught in the region for each hundred posts that its job offers count. A lower bound where the capacity of some programmes is not stated.",
    fr = "Places des formations dispensées dans la région pour cent postes de ses offres d'emploi. Un minorant si la capacité de certaines formations n'est pas connue.",
    it = "Posti dei corsi erogati nella regione ogni cento posti delle sue offerte di lavoro. Un limite inferiore se di alcuni corsi la capacità non è nota.",
  },
  unit = "places/100 jobs", level = "region", reference = "France Travail, besoins en main-d'œuvre (BMO)",
  compute = function(region)
    return indicators.training_places(region) / job_offers:within(region):sum "posts"
  end,
  examples = {
    { "Corse", false, "undefined" }, -- no post is offered there
    { "Centre-Val de Loire", false, ">60.83 places/100 jobs" },
  },
}
