package org.permanence.console.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of the pages, as the build puts them into the jar. They hold no data, so they need no session: the
/// pages ask the routes for it.
public final class PageFiles {

    /// The addresses of the pages. All are served the same file, which shows the page of its address.
    public static final List<String> ADDRESSES =
            List.of("/", "/invitation", "/sessions", "/passkeys", "/approvals", "/own-entries");

    /// A hash of the content is in each name, so that a browser never has to ask again.
    private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9_-]+-[A-Za-z0-9_-]{8}\\.(?<type>js|css|svg)");

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript;charset=utf-8", "css", "text/css;charset=utf-8", "svg", "image/svg+xml");
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final int NOT_FOUND = 404;

    private final Optional<byte[]> page = read("index.html");

    /// Registers the pages with Javalin. An unknown file is answered like any other unknown path.
    public void register(RoutesConfig routes) {
        for (String address : ADDRESSES) {
            var _ = routes.addHttpHandler(
                    HandlerType.GET, address, context -> write(context, page.orElseThrow(NotFoundResponse::new)));
        }
        var _ = routes.addHttpHandler(HandlerType.GET, "/assets/{file}", PageFiles::writeAsset);
    }

    /// Answers an unknown address that a person has typed or followed: the page says so in their language.
    ///
    /// @return false if the request is not one of a person, or asks for something that is known
    public boolean writeUnknown(Context context, int status) {
        if (status != NOT_FOUND || page.isEmpty() || !"document".equals(context.header("Sec-Fetch-Dest"))) {
            return false;
        }
        write(context.status(NOT_FOUND), page.get());
        return true;
    }

    private static void write(Context context, byte[] page) {
        context.contentType("text/html;charset=utf-8").result(page);
    }

    private static void writeAsset(Context context) {
        var name = ASSET.matcher(context.pathParam("file"));
        if (!name.matches()) {
            throw new NotFoundResponse();
        }
        byte[] content = read("assets/" + name.group()).orElseThrow(NotFoundResponse::new);
        context.header("Cache-Control", FOREVER)
                .contentType(Objects.requireNonNull(TYPES.get(name.group("type"))))
                .result(content);
    }

    private static Optional<byte[]> read(String file) {
        try (var content = PageFiles.class.getResourceAsStream("files/" + file)) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
