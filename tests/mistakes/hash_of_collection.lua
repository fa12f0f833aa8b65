return #sites
