"""The WSGI application: what a server calls once for each request.

The handler around it is FOR A CLASSROOM, NOT FOR DEPLOYMENT: it serves the style sheet with DEBUG off. A site of
your own has `application = get_wsgi_application()` here, and a web server in front. See handler.py.
"""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from neighbourhood.handler import ClassroomHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neighbourhood.settings")

application = ClassroomHandler(get_wsgi_application())
