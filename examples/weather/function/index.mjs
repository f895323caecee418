// The function GetWeather. API Gateway hands it the request as an event, and sends what it returns to the client.

const FORECASTS = {
  oslo: { temperature: -3, sky: 'snow' },
  lisbon: { temperature: 17, sky: 'sun' },
  nairobi: { temperature: 24, sky: 'clouds' },
};

export async function handler(event) {
  const city = event.queryStringParameters?.city ?? 'oslo';
  const forecast = FORECASTS[city.toLowerCase()];
  if (forecast === undefined) return answer(404, { message: `No forecast for ${city}` });
  return answer(200, { city, ...forecast });
}

function answer(statusCode, body) {
  return { statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}
