package org.permanence.lab;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.lab.Leg.Station;

/// A patient's telephone, on the trunk's side. It makes one call:
///
/// ```java
/// caller.dials("0199000001");
/// assertTrue(caller.connects(SOON));
/// assertTrue(caller.hearing().hears(greeting, SOON).isPresent());
/// caller.presses('2');
/// ```
public final class Caller {

    private final Sipp sipp;
    private final SoundDesk desk;
    private final Handset handset;
    private final Leg leg;
    private final InetSocketAddress exchange;
    private final String from;

    Caller(Sipp sipp, SoundDesk desk, Leg leg, InetSocketAddress exchange, String from) {
        this.sipp = sipp;
        this.desk = desk;
        this.handset = desk.handset();
        this.leg = leg;
        this.exchange = exchange;
        this.from = from;
    }

    public Caller dials(String did) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("To", did);
        facts.put("Rtp", Integer.toString(handset.port()));
        facts.put("Host", exchange.getAddress().getHostAddress());
        facts.put("Port", Integer.toString(exchange.getPort()));
        // The mark ends the name, whatever the name holds.
        facts.put("From", from + "|end");
        sipp.tell("DIAL", leg.call(), facts);
        return this;
    }

    public Caller presses(char key) {
        handset.mouth().presses(key);
        return this;
    }

    /// A continuous tone instead of a voice, until another or [#fallsSilent].
    public Caller says(int hertz) {
        handset.mouth().says(hertz);
        return this;
    }

    /// That tone, then silence, again and again: as a fax machine does that calls (CNG, T.30: 1100 Hz, 0.5 s in 3.5 s).
    public Caller beeps(int hertz, Duration on, Duration off) {
        handset.mouth().beeps(hertz, on, off);
        return this;
    }

    public Caller fallsSilent() {
        handset.mouth().says(0);
        return this;
    }

    /// The telephone lies on the table from here on: its caller says, presses and hears nothing any more.
    public Caller laysItAside() {
        desk.layAside(handset);
        return this;
    }

    /// Ends the call, or leaves before it is answered.
    public Caller hangsUp() {
        sipp.tell("HANGUP", leg.call(), Map.of());
        return this;
    }

    public Hearing hearing() {
        return handset.hearing();
    }

    /// Whether the exchange said that it rings there (SIP 180); an exchange may also answer at once, and never say
    /// so.
    public boolean isRungBack(Duration within) {
        return leg.reaches(Station.RINGING, within);
    }

    public boolean connects(Duration within) {
        return leg.reaches(Station.CONNECTED, within);
    }

    public boolean isConnected() {
        return leg.is(Station.CONNECTED) && !leg.is(Station.ENDED);
    }

    /// Whether the call is over, whoever ended it.
    public boolean ends(Duration within) {
        return leg.reaches(Station.ENDED, within);
    }

    public Optional<Instant> connectedAt() {
        return leg.when(Station.CONNECTED);
    }

    public Optional<Instant> endedAt() {
        return leg.when(Station.ENDED);
    }

    /// The SIP status with which the call was refused; 0 if it was not.
    public int refusal() {
        return leg.refusal();
    }

    void hears(SippEvent event) {
        switch (event) {
            case SippEvent.RingingBack _ -> leg.reach(Station.RINGING);
            case SippEvent.Moved(var _, var media) -> handset.talksTo(media);
            case SippEvent.Connected(var _, var media) -> {
                handset.talksTo(media);
                leg.reach(Station.CONNECTED);
            }
            case SippEvent.Refused(var _, int status) -> {
                handset.hangsUp();
                leg.refuse(status);
            }
            case SippEvent.Ended _, SippEvent.Aborted _ -> {
                handset.hangsUp();
                leg.reach(Station.ENDED);
            }
            case SippEvent.Rings _ -> throw new LabException("caller: is rung (expected: nobody rings a caller)");
        }
    }

    void leaves() {
        if (!leg.is(Station.ENDED)) {
            hangsUp();
        }
    }

    void putsDown() {
        desk.putDown(handset);
    }
}
