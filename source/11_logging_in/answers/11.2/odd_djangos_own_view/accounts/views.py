from django.contrib.auth.views import LoginView

login = LoginView.as_view(template_name="accounts/login.html", next_page="articles:list")
