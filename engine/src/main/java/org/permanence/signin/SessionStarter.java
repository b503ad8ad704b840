package org.permanence.signin;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.seal.DeviceCookies;
import org.permanence.signin.device.SourceRules;

/// Starts the session of a person who has just proved both factors. The device is known from then on.
public final class SessionStarter {

    /// Where a person signs in.
    ///
    /// @param deviceCookie of an earlier sign-in on this device
    /// @param lifetime     of the session, up to [Session#MAX_LIFETIME]
    public record Client(Optional<String> deviceCookie, InetAddress source, Duration lifetime) {}

    /// A session that has started.
    ///
    /// @param deviceCookie to keep on the device
    public record Started(Sessions.Started session, String deviceCookie) {}

    private final Sessions sessions;
    private final DeviceCookies cookies;
    private final SourceRules sources;
    private final InstantSource clock;

    /// @param sources from where people of a role may sign in
    public SessionStarter(Sessions sessions, DeviceCookies cookies, SourceRules sources, InstantSource clock) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.sources = sources;
        this.clock = clock;
    }

    /// The device, if its cookie was given out for that login; otherwise empty.
    public Optional<String> deviceOf(Optional<String> cookie, String login) {
        return cookie.flatMap(given -> cookies.deviceOf(given, login, clock.instant()));
    }

    /// Whether the person may sign in from that address.
    public boolean admits(SignInAccount account, InetAddress source) {
        return sources.admit(account.roles(), source);
    }

    /// Starts a session. Only the classes that check both factors may call this; an architecture rule says so.
    ///
    /// @param knownDevice as [#deviceOf] found it
    public Started start(SignInAccount account, Client client, Optional<String> knownDevice) {
        String login = account.login().value();
        String cookie =
                knownDevice.flatMap(_ -> client.deviceCookie()).orElseGet(() -> cookies.issue(login, clock.instant()));
        String device = cookies.deviceOf(cookie, login, clock.instant()).orElseThrow();
        return new Started(sessions.start(account.person(), device, client.source(), client.lifetime()), cookie);
    }
}
