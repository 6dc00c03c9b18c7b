"""What a client that follows the cookie standard does with cookies, as plain functions over plain values.

The standard is draft-ietf-httpbis-rfc6265bis-22 ("6265bis"), which replaces RFC 6265; every § in this package
is one of its sections. Nothing here opens a connection or keeps anything between two calls.

`header`: splits a Set-Cookie or Cookie header; no other module does. `set_cookie`: one Set-Cookie line as a value.
`parse`: how a client interprets it, §5.6, with `attributes`. `dates`, `hosts`, `paths`, `suffixes`: §5.1.
`model`, `store`, `admit`: §5.7. `send`: §5.8. `explain`: all of it in words, beside what `requests` does.
`replay`: all of it in one call.

Names are imported from these modules; this file imports nothing. So the site and a learner's project, which must start
fast, load `header` and `set_cookie` alone, and neither `requests` nor the list of public suffixes.
"""
