using BrowserScraper.App;
using BrowserScraper.Cli;

return await Scraper.RunAsync(args, () => Tool.Open(args), Tool.Commands);
