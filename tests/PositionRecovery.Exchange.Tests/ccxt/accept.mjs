// An independent client trades at the exchange and tells what it sees, as one line of JSON.
// Usage: node accept.mjs one-way|hedge|spot ADDRESS KEY SECRET   (NODE_PATH leads to the package ccxt)
import { createRequire } from 'node:module';

const ccxt = createRequire(import.meta.url)('ccxt');
const [scene, address, apiKey, secret] = process.argv.slice(2);
const isSpot = scene === 'spot';
const isHedge = scene === 'hedge';
const client = new (isSpot ? ccxt.binance : ccxt.binanceusdm)({
    apiKey,
    secret,
    enableRateLimit: false,
    options: {
        adjustForTimeDifference: true,
        fetchCurrencies: false,
        fetchMargins: false,
        warnOnFetchOpenOrdersWithoutSymbol: false,
        ...(isSpot ? { defaultType: 'spot', fetchMarkets: { types: ['spot'] } } : {}),
    },
});
// Nothing leaves the machine: every address of the client becomes ours.
for (const name of Object.keys(client.urls.api)) {
    if (typeof client.urls.api[name] === 'string') {
        client.urls.api[name] = client.urls.api[name].replace(/^https?:\/\/[^/]+/, address.replace(/\/$/, ''));
    }
}

const symbol = isSpot ? 'ADA/USDT' : 'ETH/USDT:USDT';
const seen = { version: ccxt.version };

async function codeOf(work) {
    try {
        await work();
        return null;
    } catch (error) {
        return Number(/"code":(-?\d+)/.exec(error.message)?.[1]);
    }
}

async function trade() {
    if (isSpot) {
        await client.createOrder(symbol, 'market', 'buy', 100, undefined, { clientOrderId: 'cx-market' });
        await client.createOrder(symbol, 'limit', 'sell', 50, 0.6, { clientOrderId: 'cx-limit' });
        await client.createOrder(symbol, 'limit', 'sell', 40, 0.44, { clientOrderId: 'cx-stop', stopLossPrice: 0.45 });
        const gone = await client.createOrder(symbol, 'limit', 'buy', 30, 0.4, { clientOrderId: 'cx-gone' });
        await client.cancelOrder(gone.id, symbol);
        seen.gone = statusOf(await client.fetchOrder(gone.id, symbol));
        return;
    }

    const long = isHedge ? { hedged: true } : {};
    const closes = isHedge ? { hedged: true, reduceOnly: true } : { reduceOnly: true };
    await client.createOrder(symbol, 'market', 'buy', 0.5, undefined, { clientOrderId: 'cx-market', ...long });
    if (isHedge) {
        await client.createOrder(symbol, 'market', 'sell', 0.2, undefined, { clientOrderId: 'cx-short', ...long });
    }

    await client.createOrder(symbol, 'limit', 'sell', 0.1, 4100, { clientOrderId: 'cx-limit', ...closes });
    await client.createOrder(symbol, 'market', 'sell', 0.5, undefined,
        { clientOrderId: 'cx-stop', stopLossPrice: 3800, ...closes });
    await client.createOrder(symbol, 'limit', 'sell', 0.3, 4490,
        { clientOrderId: 'cx-profit', takeProfitPrice: 4500, ...closes });
    const gone = await client.createOrder(symbol, 'limit', 'buy', 0.1, 3900, { clientOrderId: 'cx-gone', ...long });
    await client.cancelOrder(gone.id, symbol);
    seen.gone = statusOf(await client.fetchOrder(gone.id, symbol));
    const stop = await client.createOrder(symbol, 'market', 'sell', 0.1, undefined,
        { clientOrderId: 'cx-gone-stop', stopLossPrice: 3700, ...closes });
    await client.cancelOrder(stop.id, symbol, { trigger: true });
    seen.refused = await codeOf(() => client.createOrder(symbol, 'market', 'sell', 0.1, undefined,
        { stopLossPrice: 4300, ...closes }));
}

function statusOf(order) {
    return `${order.clientOrderId} ${order.status}`;
}

function shown(order) {
    return {
        id: order.id,
        client: order.clientOrderId,
        type: order.type,
        side: order.side,
        amount: order.amount,
        price: order.price ?? null,
        trigger: order.triggerPrice ?? null,
        filled: order.filled ?? null,
        status: order.status,
        reduceOnly: order.reduceOnly ?? null,
    };
}

seen.timeIsNear = Math.abs(await client.fetchTime() - Date.now()) < 60_000;
const markets = await client.loadMarkets();
seen.market = {
    symbols: Object.keys(markets).sort(),
    tick: markets[symbol].precision.price,
    step: markets[symbol].precision.amount,
    least: markets[symbol].limits.cost.min,
};
if (isHedge) {
    await client.setPositionMode(true);
}

if (!isSpot) {
    seen.hedged = (await client.fetchPositionMode(symbol)).hedged;
}

await trade();
const balance = await client.fetchBalance();
seen.balance = Object.fromEntries(Object.keys(balance.total).sort().map(
    (asset) => [asset, { total: balance.total[asset], free: balance.free[asset] }]));
seen.open = (await client.fetchOpenOrders(symbol)).map(shown);
seen.everywhere = (await client.fetchOpenOrders()).length;
seen.trades = (await client.fetchMyTrades(symbol)).map((t) => ({
    id: t.id, order: t.order, side: t.side, amount: t.amount, price: t.price, fee: t.fee.cost, asset: t.fee.currency,
}));
seen.ticker = (await client.fetchLastPrices([symbol]))[symbol].price;
seen.bars = (await client.fetchOHLCV(symbol, '1m', undefined, 3)).length;
if (!isSpot) {
    seen.conditional = (await client.fetchOpenOrders(symbol, undefined, undefined, { trigger: true })).map(shown);
    seen.positions = (await client.fetchPositions()).map((p) => ({
        side: p.side, amount: p.contracts, entry: p.entryPrice, mark: p.markPrice, hedged: p.hedged,
    }));
}

console.log(JSON.stringify(seen));
