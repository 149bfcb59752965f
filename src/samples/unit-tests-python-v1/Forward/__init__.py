import azure.functions as func


def main(msg: func.QueueMessage) -> str:
    return f"msg body: {msg.get_body().decode()}"
