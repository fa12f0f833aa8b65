-- Training places for each hundred posts that firms offer.
return indicator {
  id = "training_places_per_100_hires",
  title = {
    en = "Training places per 100 posts offered",
    fr = "Places de formation pour 100 postes offerts",
    it = "Posti di formazione per 100 posti offerti",
  },
  unit = "places/job", level = "region",
  compute = function(region)
    return 100 * indicators.training_places(region) / job_offers:within(region):sum "posts"
  end,
  examples = {
    { "Corse", false, "undefined" }, -- no post is offered there
  },
}
