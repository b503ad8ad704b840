package org.permanence.console;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.permanence.signin.SourceNetwork;

/// Refuses requests before a route is looked for: too many of one source, too many in all, or from a foreign page.
/// All answers get their headers here.
final class RequestAdmission extends Handler.Wrapper {

    private final CrossSiteCheck crossSite;
    private final TrustedProxies proxies;
    private final ClientShares sources;
    private final Semaphore places;
    private final ProblemWriter problems;

    RequestAdmission(ConsoleServerSettings settings, ProblemWriter problems) {
        super();
        crossSite = new CrossSiteCheck(settings.origin());
        proxies = settings.proxies();
        sources = new ClientShares(settings.limits().source(), System::nanoTime);
        places = new Semaphore(settings.limits().requests());
        this.problems = problems;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        problems.putHeaders(response.getHeaders());
        String source = SourceNetwork.of(proxies.source(request)).prefix();
        var wait = sources.enter(source);
        if (wait.isPresent()) {
            problems.write(response, HttpProblem.later(ProblemType.TOO_FAST, wait.get()), callback);
            return true;
        }
        Request.addCompletionListener(request, _ -> sources.leave(source));
        if (!places.tryAcquire()) {
            problems.write(response, HttpProblem.of(ProblemType.UNAVAILABLE), callback);
            return true;
        }
        Request.addCompletionListener(request, _ -> places.release());
        var refusal = crossSite.refusal(isChange(request), request.getLength() != 0, name -> single(request, name));
        if (refusal.isPresent()) {
            problems.write(response, refusal.get(), callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isChange(Request request) {
        return !HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod());
    }

    /// HTTP/2 has the host in its pseudo-header `:authority`.
    private static Optional<String> single(Request request, String name) {
        if (name.equals("Host")) {
            return Optional.ofNullable(request.getHttpURI().getAuthority());
        }
        List<String> values = request.getHeaders().getValuesList(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
