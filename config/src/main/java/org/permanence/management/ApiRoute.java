package org.permanence.management;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.access.Deed;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject;

/// A route of the management port: the requests that it takes, the deed that they are, and the entry that they
/// leave in the audit log.
///
/// @param request method and path, with the groups `object` (a name) and `what` (what is done to it)
/// @param entry empty if the handler writes it before it acts, or the request shows no person
record ApiRoute(Pattern request, Deed deed, About about, Optional<Entry> entry) {

    /// What the requests of a route are about.
    enum About {
        /// The engine's own state, and its first account. The token of the management port is enough, and opens
        /// nothing else.
        ENGINE,
        /// Sign-in. The secrets in the body decide.
        SIGN_IN,
        /// Accounts. The handler decides by the account of the person who asks.
        ACCOUNTS,
        INSTALLATION,
        /// The practice in the path.
        PRACTICE,
        /// The practice of the parameter `practice`.
        PRACTICE_PARAMETER,
        /// The practice of the parameter `practice`; without it, the installation.
        PRACTICE_OR_INSTALLATION,
        /// The practices at which the person who asks has a role.
        OWN_PRACTICES,
        /// All teams and their assistants.
        TEAMS,
        /// The person who asks.
        SELF,
        /// The assistant in the path.
        ASSISTANT,
        /// The call in the path, and the assistant who has it.
        CALL,
        /// The on-call rota of a practice or a group of practices.
        ROTA
    }

    /// The entry of a request that was done.
    record Entry(Action action, AuditObject.Kind kind) {}

    /// A request that a route takes.
    ///
    /// @param object the name in the path; empty if there is none
    /// @param what what is done to it; empty if the path has no word for it
    record Match(ApiRoute route, Optional<String> object, Optional<String> what) {

        /// The same request as another deed, which its body makes of it.
        Match as(Deed deed) {
            return new Match(new ApiRoute(route.request(), deed, route.about(), route.entry()), object, what);
        }
    }

    /// A route of which the handler writes the entries.
    ///
    /// @param request method and path as a regular expression; `NAME` stands for the name of the object
    static ApiRoute of(String request, Deed deed, About about) {
        return new ApiRoute(
                Pattern.compile(request.replace("NAME", "(?<object>[^/ ]+)")), deed, about, Optional.empty());
    }

    /// This route; each request that was done is entered.
    ApiRoute entered(Action action, AuditObject.Kind kind) {
        return new ApiRoute(request, deed, about, Optional.of(new Entry(action, kind)));
    }

    /// The request as this route takes it; empty if it does not take it.
    Optional<Match> match(ApiRequest asked) {
        Matcher matcher = request.matcher(asked.method() + " " + String.join("/", asked.path()));
        return matcher.matches()
                ? Optional.of(new Match(this, group(matcher, "object"), group(matcher, "what")))
                : Optional.empty();
    }

    private static Optional<String> group(Matcher matcher, String name) {
        return matcher.namedGroups().containsKey(name) ? Optional.ofNullable(matcher.group(name)) : Optional.empty();
    }
}
