"""The last step of the set-up: open the site once, which caches its migrated and seeded database for later starts."""

from __future__ import annotations

import sys
import traceback


def main() -> int:
    """Open and close the site; return 0, or 1 with the reason on stderr."""
    try:
        from classroom.site.live_site import open_site

        open_site().close()
    except Exception as error:
        traceback.print_exc()
        print(f"The demo site did not open: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
