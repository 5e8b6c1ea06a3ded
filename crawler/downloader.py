"""Scrapy's downloader with less ceremony around each request: same middlewares, same order, same slots and delays.

Scrapy 2.19 names every method of every middleware before it calls it, wraps what it returns into a coroutine, and tells
signals nobody listens to, some thirty times a page. What a middleware does is not changed here, only how it is called.
"""

from collections.abc import Callable, Coroutine
from inspect import isawaitable
from typing import Any

from pydispatch import dispatcher
from scrapy.core.downloader import Downloader
from scrapy.core.downloader.middleware import DownloaderMiddlewareManager
from scrapy.exceptions import _InvalidOutput
from scrapy.http import Request, Response
from scrapy.signalmanager import SignalManager


class QuietSignals(SignalManager):
    """Tells a signal only where somebody listens."""

    def send_catch_log(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return super().send_catch_log(signal, **kwargs) if self._is_heard(signal) else []

    async def send_catch_log_async(self, signal: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        return await super().send_catch_log_async(signal, **kwargs) if self._is_heard(signal) else []

    def _is_heard(self, signal: Any) -> bool:
        """Whether anybody is connected to ``signal``, from us or from whomever."""
        for sender in (self.sender, dispatcher.Any):
            heard = dispatcher.connections.get(id(sender), ())
            if signal in heard or dispatcher.Any in heard:
                return True
        return False


class PlainMiddlewares(DownloaderMiddlewareManager):
    """Calls middlewares as they are: most return at once, and only what has to be waited for is."""

    async def _process_request(
        self, request: Request, download_func: Callable[[Request], Coroutine[Any, Any, Response]]
    ) -> Response | Request:
        for method in self.methods["process_request"]:
            result = self._handle_mw_method(method, request=request)  # type: ignore[arg-type]
            if result is None:
                continue
            if isawaitable(result):
                result = await result
            if result is not None and not isinstance(result, (Response, Request)):
                raise _InvalidOutput(f"{method} must return None, Response or Request, got {type(result)}")
            if result:
                return result
        return await download_func(request)

    async def _process_response(self, response: Response | Request, request: Request) -> Response | Request:
        result: Any = response
        if isinstance(result, Request):
            return result
        for method in self.methods["process_response"]:
            result = self._handle_mw_method(method, request=request, response=result)  # type: ignore[arg-type]
            if not isinstance(result, (Response, Request)) and isawaitable(result):
                result = await result
            if isinstance(result, Request):
                return result
            if not isinstance(result, Response):
                raise _InvalidOutput(f"{method} must return Response or Request, got {type(result)}")
        return result  # type: ignore[no-any-return]


class PlainDownloader(Downloader):
    """Scrapy's downloader with the middlewares called as above."""

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        # Scrapy has no setting for either class; neither keeps anything that the one it replaces does not.
        self.middleware.__class__ = PlainMiddlewares
        crawler.signals.__class__ = QuietSignals
