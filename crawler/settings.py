"""Scrapy's settings. What a profile decides (delay, concurrency) is set per crawl by ``crawler.crawl``."""

BOT_NAME = "zwgk"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

USER_AGENT = "zwgk/0.1 (government disclosure audit)"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 3.0
DOWNLOAD_DELAY_JITTER = 0.5
# Default 100 makes Scrapy start a hundred tasks for each response.
CONCURRENT_ITEMS = 1

# Scrapy 2.19 listens on localhost by default and runs what is sent to it.
REMOTE_CONTROL_ENABLED = False
TELNETCONSOLE_ENABLED = False

DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16_000_000
DOWNLOAD_WARNSIZE = 0
# A wrong Content-Length is common; the page is kept and flagged instead of being thrown away.
DOWNLOAD_FAIL_ON_DATALOSS = False
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "INFO"  # recorded as an attempt; it is no fault of this program
# 403, 412 and 429 are a portal's "no": not asked again.
RETRY_HTTP_CODES = [500, 502, 503, 504, 408]
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5
COOKIES_ENABLED = True
HTTPERROR_ALLOW_ALL = True
REFERER_ENABLED = True
AJAXCRAWL_ENABLED = False
HTTPCACHE_ENABLED = False

# An item with a long address is asked like any other; Scrapy would drop it in silence.
URLLENGTH_LIMIT = 0

DOWNLOADER = "crawler.downloader.PlainDownloader"
# One handler for both schemes, which also speaks with old servers; see crawler.transport.
DOWNLOAD_HANDLERS = {
    "http": "crawler.transport.PatientHandler",
    "https": "crawler.transport.PatientHandler",
}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.ObeyedRobots": 100,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.middlewares.BoundedCookies": 700,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.middlewares.GuardedMetaRefresh": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.GuardedRedirect": 600,
    "crawler.middlewares.MissingPages": 40,  # sees what the spider will see: decoded, and after all redirects
    "crawler.middlewares.HostGuard": 50,
    "crawler.middlewares.TransportLadder": 745,  # sees every answer, and every failure before it is retried
    "crawler.revalidation.Revalidation": 747,
    "crawler.middlewares.EvidenceKeeper": 750,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # HostGuard is stricter
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": None,
}
ITEM_PIPELINES = {"crawler.pipelines.ArchivePipeline": 300}
EXTENSIONS = {
    f"scrapy.extensions.{name}": None
    for name in (
        "logstats.LogStats",
        "memusage.MemoryUsage",
        "corestats.CoreStats",
        "logcount.LogCount",
        "telnet.TelnetConsole",
        "feedexport.FeedExporter",
        "remote_control.RemoteControl",
    )
}
# What this crawl has no use for, and pays for at every page: no depth to count, no status to hide from the spider.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
WARN_ON_GENERATOR_RETURN_VALUE = False
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"
LOG_LEVEL = "WARNING"
LOG_INSTALL_ROOT_HANDLER = False
