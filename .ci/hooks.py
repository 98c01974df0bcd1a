"""Gives schemathesis sessions that a customer has allowed: made-up ids and codes are only ever refused."""

import os
from urllib.parse import parse_qs, urlsplit

import requests
import schemathesis

URL = os.environ["DEEPVUE_SANDBOX_URL"] + "/v1/kyc/digilocker/"
KEYS = {"client-id": "sandbox-client-id", "x-api-key": "sandbox-secret"}


def call(operation, **body):
    answer = requests.post(URL + operation, headers=KEYS, json={"consent": "Y", "purpose": "KYC", **body})
    answer.raise_for_status()
    return answer.json()


def allowed():
    """The id of a new session, and its code."""
    session = call("initiate-session", redirect_url="https://bank.example/callback")["transaction_id"]
    form = {"state": session, "person": "complete", "decision": "allow"}
    back = requests.post(URL + "digilocker-redirect", data=form, allow_redirects=False)
    return session, parse_qs(urlsplit(back.headers["location"]).query)["code"][0]


session, code = allowed()
call("access-token", initial_deepvue_transaction_id=session, digilocker_code=code)
uri = call("issued-files", initial_deepvue_transaction_id=session)["data"][0]["uri"]


@schemathesis.hook
def map_body(context, body):
    # Whatever else of a body is wrong stays wrong.
    if isinstance(body, dict):
        values = {"initial_deepvue_transaction_id": session, "uri": uri}
        if "digilocker_code" in body:
            values["initial_deepvue_transaction_id"], values["digilocker_code"] = allowed()
        for name, value in values.items():
            if isinstance(body.get(name), str):
                body[name] = value
    return body
