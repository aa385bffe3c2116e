// A certified OpenID Connect provider on loopback, with invented people, for the tests of signing in.
// node provider.mjs PORT APP_ORIGIN CLIENT_ID CLIENT_SECRET [SIGN_IN_NAME ...]
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, app, clientId, clientSecret, ...more] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const people = {
  "Inventa.Exampleby@Force.Example": { name: "Inventa Exampleby", password: "right", email_verified: true },
  "unverified@force.example": { name: "Un Verified", password: "right", email_verified: false },
};
for (const name of more) people[name] = { name: `Inventa ${name.split("@")[0]}`, password: "right", email_verified: true };

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [`${app}/oauth2callback`],
      post_logout_redirect_uris: [`${app}/oauth2callback`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: false, // as Entra ID has it: the claims stand in the identity token itself
  cookies: { keys: ["for tests only"] },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.body = `<!DOCTYPE html>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out here too</button>`;
      },
    },
  },
  pkce: { required: () => true },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: people[id].email_verified, name: people[id].name }),
  }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
});

const form = (said) =>
  `<!DOCTYPE html><title>Provider</title><h1>The force's provider</h1><p>${said}</p><form method="post">
  <label>Name <input name="name"></label><label>Password <input name="password" type="password"></label>
  <button>Sign in here</button></form><form method="post"><button name="cancel" value="1">Cancel</button></form>`;

async function interaction(request, response) {
  await provider.interactionDetails(request, response);
  let said = "";
  if (request.method === "POST") {
    let body = "";
    for await (const part of request) body += part;
    const given = new URLSearchParams(body);
    if (given.get("cancel")) {
      return provider.interactionFinished(request, response, { error: "access_denied", error_description: "cancelled" });
    }
    if (people[given.get("name")]?.password === given.get("password")) {
      return provider.interactionFinished(request, response, { login: { accountId: given.get("name") } });
    }
    said = "Wrong name or password.";
  }
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end(form(said));
}

const callback = provider.callback();
createServer((request, response) => {
  const answered = request.url.startsWith("/interaction/") ? interaction(request, response) : callback(request, response);
  Promise.resolve(answered).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
