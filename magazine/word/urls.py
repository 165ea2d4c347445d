"""Addresses of Word documents in the admin."""

from django.urls import path

from magazine.word import views

patterns = [
    path("<int:pk>/", views.GiveView.as_view(), name="give"),
    path("rapport/<uuid:uuid>/", views.ReportView.as_view(), name="report"),
]
