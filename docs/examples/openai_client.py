"""The official client of OpenAI; only the address differs."""
import base64
import os

from openai import OpenAI

client = OpenAI(base_url=os.environ["RELAY"] + "/v1", api_key=os.environ.get("RELAY_KEY", "none"))
answer = client.images.generate(model="gpt-image-1", prompt="a red apple")
with open("apple.png", "wb") as file:
    file.write(base64.b64decode(answer.data[0].b64_json))
