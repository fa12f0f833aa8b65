local région = "Normandie"
return région
