"""Gives schemathesis sessions that wait for a decision, and headers that HTTP knows: OpenAPI 3.0 has no word for names."""

import os

import requests
import schemathesis

URL = os.environ["DEEPVUE_SANDBOX_URL"] + "/v1/kyc/digilocker/initiate-session"
KEYS = {"client-id": "sandbox-client-id", "x-api-key": "sandbox-secret"}


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if path_parameters and isinstance(path_parameters.get("id"), str):
        answer = requests.post(URL, headers=KEYS, json={"consent": "Y", "purpose": "KYC"})
        # Whatever else is chosen meanwhile, such as keys that are refused: an unknown session is an answer, too.
        path_parameters["id"] = answer.json().get("transaction_id", "unknown") if answer.ok else "unknown"
    return path_parameters


@schemathesis.hook
def map_body(context, body):
    if isinstance(body, dict) and isinstance(body.get("headers"), dict):
        # Whatever else of a body is wrong stays wrong.
        if all(isinstance(value, str) for value in body["headers"].values()):
            body["headers"] = {"Retry-After": "2"} if body["headers"] else {}
    return body
