"""`make bench`: Varsle beside an unmodified botbuilder echo, in one interleaved run. Never a test."""
