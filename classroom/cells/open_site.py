"""`open_site()`: the demo site, served and recorded in this kernel."""

from __future__ import annotations

from classroom.site.live_site import open_site

__all__ = ["open_site"]
