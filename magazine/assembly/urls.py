"""Addresses of the numbers in the admin."""

from django.urls import path

from magazine.assembly import views
from magazine.releases import views as release_views

patterns = [
    path("", views.NumbersView.as_view(), name="numbers"),
    path("<int:pk>/", views.TableView.as_view(), name="table"),
    path("<int:pk>/annoncer/", views.ExpectView.as_view(), name="expect"),
    path("<int:pk>/<int:page>/deplacer/", views.MoveView.as_view(), name="move"),
    path("<int:pk>/<int:page>/suivi/", views.PlanView.as_view(), name="plan"),
    path("<int:pk>/<int:page>/pret/", views.ReadyView.as_view(), name="ready"),
    path("<int:pk>/publier/", release_views.PublishView.as_view(), name="publish"),
    path("<int:pk>/retirer/", release_views.WithdrawView.as_view(), name="withdraw"),
    path("<int:pk>/annuler/", release_views.CancelView.as_view(), name="cancel"),
]
