"""Helpers that write files of a project and request its pages."""

from __future__ import annotations

import requests

from classroom.workshop.workshop import Workshop


def write(workshop: Workshop, name: str, text: str) -> None:
    path = workshop.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page(workshop: Workshop, view: str, template: str = "") -> None:
    """A project of one page: `view` is the body of its view, after `def page(request):`."""
    body = "\n".join(f"    {line}" for line in view.splitlines())
    write(workshop, "mysite/views.py", f"from django.http import HttpResponse\n\n\ndef page(request):\n{body}\n")
    write(
        workshop,
        "mysite/urls.py",
        "from django.urls import path\nfrom . import views\nurlpatterns = [path('', views.page)]\n",
    )
    if template:
        write(workshop, "mysite/templates/page.html", template)


def get(workshop: Workshop, path: str = "/") -> requests.Response:
    return requests.get(workshop.url + path, timeout=40)
