from django.views.generic import TemplateView

hello = TemplateView.as_view(template_name="accounts/hello.html")
