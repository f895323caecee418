/**
 * The part of a generated SDK that is the same for every API, as text: it runs elsewhere. Requests are signed as "Create a signed
 * AWS API request" (IAM user guide) says, for the service `execute-api`.
 */
export const clientSource = String.raw`var apiGateway = typeof apiGateway === 'object' ? apiGateway : {};
apiGateway.core = (function () {
    'use strict';

    const encoder = new TextEncoder();

    function newClient(api, given) {
        const config = { region: api.region, invokeUrl: api.invokeUrl };
        config.defaultContentType = config.defaultAcceptType = 'application/json';
        for (const name of Object.keys(given || {})) {
            if (given[name] !== undefined && given[name] !== null && given[name] !== '') config[name] = given[name];
        }
        const client = {};
        for (const method of api.methods) {
            for (const name of method.names) {
                client[name] = function (params, body, additionalParams) {
                    return send(config, method, params || {}, body, additionalParams || {});
                };
            }
        }
        return client;
    }

    async function send(config, method, params, body, additional) {
        for (const name of method.required) {
            if (valueOf(params, name) === undefined) throw new Error('Missing required parameter: ' + name);
        }
        const query = [];
        for (const name of method.queryParams) add(query, name, valueOf(params, name));
        for (const name of Object.keys(additional.queryParams || {})) add(query, name, additional.queryParams[name]);
        const headers = new Headers();
        for (const name of method.headerParams) set(headers, name, valueOf(params, name));
        if (config.apiKey) headers.set('x-api-key', config.apiKey);
        for (const name of Object.keys(additional.headers || {})) set(headers, name, additional.headers[name]);
        if (!headers.has('accept')) headers.set('accept', config.defaultAcceptType);
        const bytes = bytesOf(body);
        if (bytes !== undefined && !headers.has('content-type')) headers.set('content-type', config.defaultContentType);

        const search = query.map(([name, value]) => encode(name) + '=' + encode(value)).join('&');
        const base = config.invokeUrl.replace(/\/+$/, '');
        const url = new URL(base + pathOf(method.path, params) + (search === '' ? '' : '?' + search));
        if (config.accessKey && config.secretKey) await sign(config, method.verb, url, query, headers, bytes);
        return answerOf(await fetch(url, { method: method.verb, headers, body: bytes }));
    }

    function valueOf(values, name) {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        return value === null ? undefined : value;
    }

    function add(query, name, value) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== undefined && one !== null) query.push([name, String(one)]);
        }
    }

    function set(headers, name, value) {
        if (value !== undefined && value !== null) headers.set(name, String(value));
    }

    /** A variable is one segment; a greedy one is as many as its value has. */
    function pathOf(template, params) {
        return template.split('/').map((part, i) => {
            const variable = /^\{(.+?)(\+?)\}$/s.exec(part);
            if (i === 0) return part;
            if (variable === null) return part === '' ? part : segment(part).replace(/%3A/g, ':').replace(/%2C/g, ',');
            const value = String(valueOf(params, variable[1]));
            return variable[2] === '' ? segment(value) : value.split('/').map(segment).join('/');
        }).join('/');
    }

    /** A URL cannot have these as segments: it would lead somewhere else. */
    function segment(text) {
        if (text === '' || text === '.' || text === '..') throw new Error('Not a segment of a path: "' + text + '"');
        return encode(text);
    }

    function encode(text) {
        return encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
    }

    /** Nothing and an empty object are no body. */
    function bytesOf(body) {
        if (body === undefined || body === null || body === '') return undefined;
        if (typeof body === 'string') return encoder.encode(body);
        if (body instanceof ArrayBuffer) return new Uint8Array(body);
        if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
        if (typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0) return undefined;
        return encoder.encode(JSON.stringify(body));
    }

    async function answerOf(response) {
        const text = await response.text();
        const answer = {
            status: response.status,
            statusText: response.statusText,
            headers: Object.fromEntries(response.headers),
            data: parsed(text)
        };
        if (response.ok) return answer;
        const error = new Error('Request failed with status code ' + response.status);
        throw Object.assign(error, answer, { response: answer });
    }

    function parsed(text) {
        try {
            return JSON.parse(text);
        } catch (error) {
            return text;
        }
    }

    async function sign(config, verb, url, query, headers, bytes) {
        const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
        const scope = [time.slice(0, 8), config.region, 'execute-api', 'aws4_request'];
        headers.set('x-amz-date', time);
        if (config.sessionToken) headers.set('x-amz-security-token', config.sessionToken);
        const signed = [['host', url.host]];
        for (const name of ['content-type', 'x-amz-date', 'x-amz-security-token', 'x-api-key']) {
            if (headers.has(name)) signed.push([name, headers.get(name).trim().replace(/ +/g, ' ')]);
        }
        signed.sort(byName);
        const names = signed.map(([name]) => name).join(';');
        const canonical = [
            verb,
            url.pathname.split('/').map(encode).join('/'),
            query.map(([name, value]) => [encode(name), encode(value)]).sort(byName).map((pair) => pair.join('=')).join('&'),
            signed.map(([name, value]) => name + ':' + value + '\n').join(''),
            names,
            await sha256(bytes || new Uint8Array())
        ].join('\n');
        const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), await sha256(encoder.encode(canonical))].join('\n');
        let key = encoder.encode('AWS4' + config.secretKey);
        for (const part of scope) key = await hmac(key, part);
        headers.set('authorization', 'AWS4-HMAC-SHA256 Credential=' + config.accessKey + '/' + scope.join('/') +
            ', SignedHeaders=' + names + ', Signature=' + hex(await hmac(key, toSign)));
    }

    function byName(a, b) {
        return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
    }

    async function sha256(bytes) {
        return hex(await crypto.subtle.digest('SHA-256', bytes));
    }

    async function hmac(key, text) {
        const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
        return crypto.subtle.sign('HMAC', imported, encoder.encode(text));
    }

    function hex(bytes) {
        return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
    }

    return { apiGatewayClientFactory: { newClient } };
})();
if (typeof module === 'object') module.exports = apiGateway.core;
`;
