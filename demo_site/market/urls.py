"""URLs under /market/. The carts come before `<slug:slug>/`, because Django takes the first pattern that matches."""

from __future__ import annotations

from django.urls import path

from market import views

app_name = "market"

urlpatterns = [
    path("", views.ProductList.as_view(), name="list"),
    path("cookie-cart/", views.cookie_cart, name="cookie_cart"),
    path("cookie-cart/add/", views.cookie_cart_add, name="cookie_cart_add"),
    path("cookie-cart/remove/", views.cookie_cart_remove, name="cookie_cart_remove"),
    path("cookie-cart/clear/", views.cookie_cart_clear, name="cookie_cart_clear"),
    path("session-cart/", views.session_cart, name="session_cart"),
    path("session-cart/add/", views.session_cart_add, name="session_cart_add"),
    path("session-cart/remove/", views.session_cart_remove, name="session_cart_remove"),
    path("session-cart/clear/", views.session_cart_clear, name="session_cart_clear"),
    path("<slug:slug>/", views.ProductDetail.as_view(), name="detail"),
]
