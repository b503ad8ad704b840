package org.permanence.console;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.regex.Pattern;

/// One row of the [RouteTable]: a thing that can be asked of the console.
///
/// @param path    such as `/practices/{practice}/closures`
/// @param access  what a client needs before the route is served
/// @param request the record that the content (of [Method#GET]: the query) is read into; [Nothing] for none
/// @param answer  the record of the answer; [Nothing] for none
/// @param maxBody of the content, in bytes
@RecordBuilder
public record ConsoleRoute<Q, A>(
        Method method,
        String path,
        RouteAccess access,
        Class<Q> request,
        Class<A> answer,
        int maxBody,
        RouteService<Q, A> service)
        implements ConsoleRouteBuilder.With<Q, A> {

    /// 64 KiB, unless the route says more.
    public static final int BODY_BYTES = 64 * 1024;

    private static final Pattern PATH = Pattern.compile("(/([a-z0-9-]+|\\{[a-z]+}))+");

    public enum Method {
        GET,
        POST,
        PUT,
        DELETE;

        /// Whether something is changed. Such a request comes from the console's own pages only ([CrossSiteCheck]).
        boolean isChange() {
            return this != GET;
        }
    }

    /// No content.
    public record Nothing() {}

    public ConsoleRoute {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("route: path " + path + " (expected: such as /practices/{practice})");
        }
        if (maxBody < 1) {
            throw new IllegalArgumentException("route: content of " + maxBody + " bytes (expected: at least 1)");
        }
    }

    public static <Q, A> ConsoleRoute<Q, A> of(
            Method method, String path, RouteAccess access, Types<Q, A> types, RouteService<Q, A> service) {
        return new ConsoleRoute<>(method, path, access, types.request(), types.answer(), BODY_BYTES, service);
    }

    /// The types of a route's content and answer.
    public record Types<Q, A>(Class<Q> request, Class<A> answer) {}

    boolean hasContent() {
        return request != Nothing.class;
    }

    boolean hasAnswer() {
        return answer != Nothing.class;
    }
}
