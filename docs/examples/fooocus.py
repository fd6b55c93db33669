"""A client of FooocusAPI: hand a task in, follow it, save the pictures."""
import os
import time

import requests

relay = os.environ["RELAY"]
task = requests.post(
    f"{relay}/v1/engine/generate/",
    json={"prompt": "a red apple", "image_number": 2, "async_process": True},
).json()
while True:
    record = requests.get(f"{relay}/tasks/{task['task_id']}").json()
    if record["task_status"] in ("finished", "stop", "error"):
        break
    time.sleep(0.2)
for number, address in enumerate(record["result"]):
    with open(f"apple-{number}.png", "wb") as file:
        file.write(requests.get(address).content)
print(record["task_status"], record["result"])
