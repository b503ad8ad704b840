package org.permanence.signin;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.permanence.seal.DeviceCookies;
import org.permanence.signin.device.Client;
import org.permanence.signin.device.ClientRules;
import org.permanence.signin.device.DeviceFingerprint;
import org.permanence.signin.device.Devices;

/// Starts the session of a person who has just proved both factors. The device is known from then on.
public final class SessionStarter {

    /// Where a person signs in.
    ///
    /// @param deviceCookie of an earlier sign-in on this device
    /// @param lifetime     of the session, up to [Session#MAX_LIFETIME]
    public record Request(Optional<String> deviceCookie, Client client, Duration lifetime) {}

    /// From where people may sign in, and the devices that are enrolled.
    public record Rules(ClientRules clients, Devices devices) {}

    /// A session that has started.
    ///
    /// @param deviceCookie to keep on the device
    public record Started(Sessions.Started session, String deviceCookie) {}

    private final Sessions sessions;
    private final DeviceCookies cookies;
    private final Rules rules;
    private final InstantSource clock;

    public SessionStarter(Sessions sessions, DeviceCookies cookies, Rules rules, InstantSource clock) {
        this.sessions = sessions;
        this.cookies = cookies;
        this.rules = rules;
        this.clock = clock;
    }

    /// The device, if its cookie was given out for that login; otherwise empty.
    public Optional<String> deviceOf(Optional<String> cookie, String login) {
        return cookie.flatMap(given -> cookies.deviceOf(given, login, clock.instant()));
    }

    /// Whether the person may sign in from that address.
    public boolean admits(SignInAccount account, InetAddress source) {
        return rules.clients().sources().admit(account.roles(), source);
    }

    /// Starts a session; on an enrolled device it is bound to that device. Only the classes that check both factors
    /// may call this; an architecture rule says so.
    ///
    /// @param knownDevice as [#deviceOf] found it
    /// @return empty if the person needs an enrolled device and has none there
    public Optional<Started> start(SignInAccount account, Request request, Optional<String> knownDevice) {
        Client client = request.client();
        Optional<DeviceFingerprint> enrolled = rules.devices().of(account.person(), client);
        if (enrolled.isEmpty() && rules.clients().needDevice(account.roles(), client)) {
            return Optional.empty();
        }
        String login = account.login().value();
        String cookie =
                knownDevice.flatMap(_ -> request.deviceCookie()).orElseGet(() -> cookies.issue(login, clock.instant()));
        String device = enrolled.map(DeviceFingerprint::hex)
                .orElseGet(
                        () -> cookies.deviceOf(cookie, login, clock.instant()).orElseThrow());
        Sessions.Started started = sessions.start(account.person(), device, client.source(), request.lifetime());
        if (!enrolled.equals(rules.devices().of(account.person(), client))) {
            sessions.end(started.session().id()); // The device was revoked while the session began.
            return Optional.empty();
        }
        return Optional.of(new Started(started, cookie));
    }
}
