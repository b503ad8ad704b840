package org.permanence.console;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.permanence.audit.AuditException;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.DeviceFingerprint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the routes: session, its limits, content, and then the route's own work. Every failure becomes a
/// problem.
final class RouteDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RouteDispatcher.class);
    private static final int NO_CONTENT = 204;

    /// Jakarta Servlet 6.1, 3.10.
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private final SessionLookup sessions;
    private final TrustedProxies proxies;
    private final ClientShares shares;
    private final JsonReader json;

    RouteDispatcher(SessionLookup sessions, TrustedProxies proxies, ClientShares shares, JsonReader json) {
        this.sessions = sessions;
        this.proxies = proxies;
        this.shares = shares;
        this.json = json;
    }

    /// Registers a route with Javalin; no other code does, but for the pages
    /// ([org.permanence.console.page.PageFiles]).
    void register(io.javalin.config.RoutesConfig routes, ConsoleRoute<?, ?> route) {
        var _ = routes.addHttpHandler(
                HandlerType.findOrCreate(route.method().name()), route.path(), context -> serve(context, route));
    }

    private <Q, A> void serve(Context context, ConsoleRoute<Q, A> route) {
        try {
            // The content first: it may take its time, and a session that ends meanwhile does nothing more.
            byte[] content = content(context, route.maxBody());
            Optional<ConsoleSession> session = session(context, route);
            if (session.isPresent()) {
                serveWithin(context, route, session.get(), content);
            } else {
                answer(context, route, session, content);
            }
        } catch (ProblemException refusal) {
            write(context, refusal.problem());
        } catch (StoreUnavailableException | AuditException _) {
            write(context, HttpProblem.of(ProblemType.UNAVAILABLE));
        } catch (RuntimeException fault) { // The server answers the next request.
            LOG.atError()
                    .addKeyValue("route", route.method() + " " + route.path())
                    .setCause(fault)
                    .log("console.request-failed");
            write(context, HttpProblem.of(ProblemType.FAULT));
        }
    }

    private <Q, A> void serveWithin(Context context, ConsoleRoute<Q, A> route, ConsoleSession session, byte[] content) {
        var wait = shares.enter(session.id());
        if (wait.isPresent()) {
            throw new ProblemException(HttpProblem.later(ProblemType.TOO_FAST, wait.get()));
        }
        try {
            answer(context, route, Optional.of(session), content);
        } finally {
            shares.leave(session.id());
        }
    }

    private <Q, A> void answer(
            Context context, ConsoleRoute<Q, A> route, Optional<ConsoleSession> session, byte[] content) {
        Q request = request(context, route, content);
        var visit = new Visit(
                context.pathParamMap(), session, ConsoleCookie.DEVICE.read(cookies(context)), client(context));
        RouteAnswer<A> answer = route.service().serve(visit, request);
        answer.cookies().forEach(change -> add(context, change));
        if (route.hasAnswer()) {
            context.contentType(CrossSiteCheck.JSON).result(json.write(answer.content()));
        } else {
            context.status(NO_CONTENT);
        }
    }

    private Optional<ConsoleSession> session(Context context, ConsoleRoute<?, ?> route) {
        var cause = cause(context);
        var session = ConsoleCookie.SESSION
                .read(cookies(context))
                .flatMap(token -> sessions.find(token, client(context), cause));
        if (route.access() == RouteAccess.OPEN) {
            return session;
        }
        if (session.isEmpty()) {
            // A page's own request may have been sent just before the session got another secret.
            if (cause == SessionLookup.Cause.PERSON && ConsoleCookie.SESSION.isIn(cookies(context))) {
                add(context, ConsoleCookie.SESSION.clear());
            }
            throw new ProblemException(HttpProblem.of(ProblemType.NOT_SIGNED_IN));
        }
        if (session.get().isCovered() && route.access() == RouteAccess.SIGNED_IN) {
            throw new ProblemException(HttpProblem.of(ProblemType.SESSION_COVERED));
        }
        return session;
    }

    /// The certificate was checked in TLS: it is of the authority for devices, and the client holds its key.
    private Client client(Context context) {
        Object certificates = context.req().getAttribute(CERTIFICATES);
        return new Client.Browser(
                proxies.source(ServletContextRequest.getServletContextRequest(context.req())),
                certificates instanceof X509Certificate[] chain
                        ? Optional.of(fingerprint(chain[0]))
                        : Optional.empty());
    }

    private static DeviceFingerprint fingerprint(X509Certificate certificate) {
        try {
            return DeviceFingerprint.of(certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("certificate: not encoded", impossible);
        }
    }

    private static SessionLookup.Cause cause(Context context) {
        return "page".equals(context.header("X-Cause")) ? SessionLookup.Cause.PAGE : SessionLookup.Cause.PERSON;
    }

    private static List<String> cookies(Context context) {
        return Collections.list(context.req().getHeaders("Cookie"));
    }

    /// Javalin's own method would replace a cookie that the answer sets already.
    private static void add(Context context, ConsoleCookie.Change change) {
        context.res().addHeader("Set-Cookie", change.header());
    }

    private <Q, A> Q request(Context context, ConsoleRoute<Q, A> route, byte[] content) {
        if (route.method() == ConsoleRoute.Method.GET && content.length == 0) {
            return json.readQuery(context.queryParamMap(), route.request());
        }
        if (!context.queryParamMap().isEmpty()) {
            throw new ProblemException(HttpProblem.expected(ProblemType.INVALID_REQUEST, "no query"));
        }
        if (route.hasContent() && route.method() != ConsoleRoute.Method.GET) {
            return json.read(content, route.request());
        }
        if (content.length > 0) {
            throw new ProblemException(HttpProblem.invalid("", "no content"));
        }
        return json.read(new byte[] {'{', '}'}, route.request());
    }

    private static byte[] content(Context context, int maxBytes) {
        try {
            byte[] content = context.req().getInputStream().readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new ProblemException(HttpProblem.invalid("", "content of at most " + maxBytes + " bytes"));
            }
            return content;
        } catch (IOException _) { // The client has gone, or was too slow.
            throw new ProblemException(HttpProblem.invalid("", "the whole content in time"));
        }
    }

    /// An error that Javalin finds, such as an unknown path.
    void write(Context context, HttpResponseException error) {
        write(context, HttpProblem.of(ProblemType.ofStatus(error.getStatus())));
    }

    private void write(Context context, HttpProblem problem) {
        problem.retryAfterSeconds().ifPresent(wait -> context.header("Retry-After", wait));
        context.status(problem.type().status())
                .contentType(HttpProblem.MEDIA_TYPE)
                .result(json.write(problem.document()));
    }
}
