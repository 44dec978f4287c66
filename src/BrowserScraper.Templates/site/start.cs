#:package BrowserScraper.App@VERSION
#:property PublishAot=false
return await Scraper.RunAsync<MySite>(args);
