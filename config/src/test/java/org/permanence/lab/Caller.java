package org.permanence.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.lab.Leg.Milestone;

/// A patient's phone behind the trunk. It makes one call:
///
/// ```java
/// caller.dials("0199000001");
/// assertTrue(caller.connects(SOON));
/// assertTrue(caller.audio().findPrompt(greeting, SOON).isPresent());
/// caller.presses('2');
/// ```
public final class Caller {

    private final Sipp sipp;
    private final RtpTransport transport;
    private final RtpEndpoint endpoint;
    private final Leg leg;
    private final InetSocketAddress asteriskAddress;
    private final String from;
    private String formats = "0 101";
    private int infos;

    /// A header of the INVITE.
    private String identity = "X-Identity: none";

    Caller(Sipp sipp, RtpTransport transport, Leg leg, InetSocketAddress asteriskAddress, String from) {
        this.sipp = sipp;
        this.transport = transport;
        this.endpoint = transport.openEndpoint();
        this.leg = leg;
        this.asteriskAddress = asteriskAddress;
        this.from = from;
    }

    /// The carrier asserts this number as the caller's own.
    public Caller isAsserted(String number) {
        identity = "P-Asserted-Identity: <sip:%s@%s>".formatted(number, Phones.TRUNK);
        return this;
    }

    /// Offers audio without telephone events, as a gateway does that leaves keys in the audio. Takes effect when
    /// the caller dials.
    public Caller offersNoEvents() {
        formats = "0";
        return this;
    }

    public Caller dials(String did) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("To", did);
        headers.put("Identity", identity);
        headers.put("Rtp", Integer.toString(endpoint.port()));
        headers.put("Formats", formats);
        headers.put("Host", asteriskAddress.getAddress().getHostAddress());
        headers.put("Port", Integer.toString(asteriskAddress.getPort()));
        // The mark ends the name, whatever characters the name has.
        headers.put("From", from + "|end");
        sipp.sendCommand("DIAL", leg.call(), headers);
        return this;
    }

    public Caller presses(char key) {
        endpoint.sender().sendDigit(key);
        return this;
    }

    /// Presses a key once, but the telephone sends two events, with this gap between them.
    public Caller pressesWithEcho(char key, Duration gap) {
        endpoint.sender().sendDoubledDigit(key, gap);
        return this;
    }

    /// Presses a key that is sent as a tone in the audio.
    public Caller pressesAsTone(char key) {
        endpoint.sender().sendDigitAsTone(key);
        return this;
    }

    /// Presses a key that is sent by SIP INFO.
    public Caller pressesByInfo(char key) {
        infos++;
        sipp.sendCommand("KEY", leg.call(), Map.of("Key", Character.toString(key), "Sequence", "" + (infos + 10)));
        return this;
    }

    /// Sends a continuous tone until the next tone or [#sendsSilence].
    public Caller sendsTone(int hertz) {
        endpoint.sender().sendTone(hertz);
        return this;
    }

    /// Sends bursts of a tone, as a calling fax machine does (CNG, T.30: 1100 Hz, 0.5 s in 3.5 s).
    public Caller sendsToneBursts(int hertz, Duration on, Duration off) {
        endpoint.sender().sendToneBursts(hertz, on, off);
        return this;
    }

    public Caller sendsSilence() {
        endpoint.sender().sendTone(0);
        return this;
    }

    /// Sends little audio from now on, and receives none, so that many callers can wait; the call stays.
    public Caller sendsSparseAudio() {
        transport.sendSparsely(endpoint);
        return this;
    }

    /// Stops sending and receiving audio and keys; the call stays.
    public Caller stopsMedia() {
        transport.unregister(endpoint);
        return this;
    }

    /// Ends the call, or cancels it before it is answered.
    public Caller hangsUp() {
        sipp.sendCommand("HANGUP", leg.call(), Map.of());
        return this;
    }

    /// Ends the call after this time, to the millisecond.
    public Caller hangsUpAfter(Duration time) {
        transport.schedule(time, this::hangsUp);
        return this;
    }

    /// Puts the other party on hold; once a call.
    public Caller holds() {
        sipp.sendCommand("HOLD", leg.call(), Map.of());
        return this;
    }

    public ReceivedAudio audio() {
        return endpoint.audio();
    }

    /// Whether SIP 180 arrives in time; an exchange may also answer without it.
    public boolean receivesRinging(Duration within) {
        return leg.reaches(Milestone.RINGING, within);
    }

    public boolean connects(Duration within) {
        return leg.reaches(Milestone.CONNECTED, within);
    }

    public boolean isConnected() {
        return leg.hasReached(Milestone.CONNECTED) && !leg.hasReached(Milestone.ENDED);
    }

    /// Whether the call ends in time, from either side.
    public boolean ends(Duration within) {
        return leg.reaches(Milestone.ENDED, within);
    }

    public Optional<Instant> connectedAt() {
        return leg.reachedAt(Milestone.CONNECTED);
    }

    public Optional<Instant> endedAt() {
        return leg.reachedAt(Milestone.ENDED);
    }

    /// The SIP status of the rejection; 0 if the call was not rejected.
    public int rejectionStatus() {
        return leg.rejectionStatus();
    }

    void onSippEvent(SippEvent event) {
        switch (event) {
            case SippEvent.Ringing _ -> leg.markReached(Milestone.RINGING);
            case SippEvent.MediaMoved(var _, var media) -> endpoint.setRemote(media);
            case SippEvent.Connected(var _, var media) -> {
                endpoint.setRemote(media);
                leg.markReached(Milestone.CONNECTED);
            }
            case SippEvent.Rejected(var _, int status) -> {
                endpoint.clearRemote();
                leg.reject(status);
            }
            case SippEvent.Ended _, SippEvent.Aborted _ -> {
                endpoint.clearRemote();
                leg.markReached(Milestone.ENDED);
            }
            case SippEvent.IncomingCall _ ->
                throw new LabException("caller: received a call (expected: outgoing calls only)");
        }
    }

    void hangUpUnlessEnded() {
        if (!leg.hasReached(Milestone.ENDED)) {
            hangsUp();
        }
    }

    void releaseMedia() {
        transport.closeEndpoint(endpoint);
    }
}
