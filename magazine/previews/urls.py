"""Addresses of private previews."""

from django.urls import path

from magazine.previews import views

urlpatterns = [
    path("<str:token>/", views.show_issue, name="preview-issue"),
    path("<str:token>/numero.<slug:suffix>", views.show_file, name="preview-file"),
    path("<str:token>/<uuid:uuid>/", views.show_page, name="preview-page"),
]
