import asyncio



async def main(number: int) -> str:
    await asyncio.sleep(0.2)
    return f"scene {number}"
