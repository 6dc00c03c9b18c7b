from django.contrib.auth.forms import UserCreationForm as SignUpForm
