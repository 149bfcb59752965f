import axios, { AxiosError } from 'axios'
import { Buffer } from 'buffer'

// axios over the language worker's `fetch`, with answers as it gives them in Node.js: bytes are a Buffer, and an error of the network says its reason.

const ask = axios.getAdapter('fetch')

axios.defaults.adapter = async (config) => {
  const response = await ask(config).catch((error: unknown) => {
    if (error instanceof AxiosError && error.code === AxiosError.ERR_NETWORK && error.cause instanceof Error)
      error.message = error.cause.message
    throw error
  })
  return response.data instanceof ArrayBuffer ? { ...response, data: Buffer.from(response.data) } : response
}

export default axios
