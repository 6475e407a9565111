"""What the server itself logs of a request that is none."""

import logging

from bot.commands import without_sender


def test_the_servers_own_log_names_no_sender_and_quotes_nothing() -> None:
    try:
        raise ValueError("what=Jeg er redd")
    except ValueError as error:
        said = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "aiohttp.server", logging.ERROR, __file__, 1, "Error handling request from %s", ("203.0.113.9",), said
    )
    assert without_sender(record)
    shown = logging.Formatter().format(record)
    assert "203.0.113.9" not in shown
    assert "redd" not in shown
    assert "ValueError" in shown
