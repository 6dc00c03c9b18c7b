# expect: passed
import requests


def answer(url, product, made_up):
    client = requests.Session()
    client.get(url + "/market/")
    other = "candle" if product != "candle" else "umbrella"
    form = {"product": other, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
    client.post(url + "/market/cookie-cart/add/", data=form)
    requests.get(url + "/market/cookie-cart/", cookies={"cart": product})
    requests.get(url + "/desk/counter/", cookies={"sessionid": made_up})
