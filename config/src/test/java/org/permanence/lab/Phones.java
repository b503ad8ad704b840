package org.permanence.lab;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// All telephones around one Asterisk: callers on the trunk's address, answering phones on another. However many they
/// are, there are two SIPp processes and a handful of threads; closing hangs up and ends them all.
public final class Phones implements AutoCloseable {

    /// Asterisk knows the trunk by this address.
    public static final String TRUNK = "127.0.0.2";

    private static final String HOUSE = "127.0.0.3";

    private final InetSocketAddress exchange;
    private final InstantSource clock;
    private final InetSocketAddress house;
    private final SoundDesk trunkSound;
    private final SoundDesk houseSound;
    private final Sipp trunkSipp;
    private final Sipp houseSipp;
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<String, AnsweringPhone> phones = new ConcurrentHashMap<>();
    private final Map<String, AnsweringPhone> rung = new ConcurrentHashMap<>();
    private final AtomicInteger nextCall = new AtomicInteger(1);

    /// @param exchange where Asterisk takes SIP
    /// @param work where outputs go
    public Phones(InetSocketAddress exchange, Path work, InstantSource clock) {
        this.exchange = exchange;
        this.clock = clock;
        InetAddress trunkHost = host(TRUNK);
        InetAddress houseHost = host(HOUSE);
        this.house = new InetSocketAddress(houseHost, Ports.udp(houseHost));
        this.trunkSound = new SoundDesk(trunkHost, clock);
        this.houseSound = new SoundDesk(houseHost, clock);
        this.trunkSipp =
                new Sipp("callers", new InetSocketAddress(trunkHost, Ports.udp(trunkHost)), work, this::callerHears);
        this.houseSipp = new Sipp("answering", house, work, this::phoneHears);
    }

    /// A caller who presents this number.
    public Caller caller(String number) {
        return callerFrom("<sip:%s@%s>".formatted(number, TRUNK));
    }

    /// A caller whose `From` header is this text and no other, however hostile. One character of it is one byte.
    public Caller callerFrom(String rawFrom) {
        String call = "lab-%d@%s".formatted(nextCall.getAndIncrement(), TRUNK);
        var caller = new Caller(trunkSipp, trunkSound, new Leg(call, clock), exchange, rawFrom);
        callers.put(call, caller);
        return caller;
    }

    /// The address of the phone of that name, before or after there is one.
    public String address(String name) {
        return "sip:%s@%s:%d".formatted(name, HOUSE, house.getPort());
    }

    /// The phone at [#address] of that name.
    public AnsweringPhone phone(String name) {
        return phones.computeIfAbsent(name, _ -> new AnsweringPhone(houseSipp, houseSound, clock, address(name)));
    }

    /// What both SIPp said last, for the message of a test that fails.
    public String lastWords() {
        return trunkSipp.explain("last words") + System.lineSeparator() + houseSipp.explain("last words");
    }

    @Override
    public void close() {
        callers.values().forEach(Caller::leaves);
        callers.values().forEach(Caller::putsDown);
        phones.values().forEach(AnsweringPhone::putsDown);
        trunkSipp.close();
        houseSipp.close();
        trunkSound.close();
        houseSound.close();
    }

    private void callerHears(SippEvent event) {
        Caller caller = callers.get(event.call());
        if (caller != null) {
            caller.hears(event);
        }
    }

    private void phoneHears(SippEvent event) {
        if (event instanceof SippEvent.Rings(String call, var _, String user)) {
            rung.put(call, phone(user));
        }
        AnsweringPhone phone = rung.get(event.call());
        if (phone != null) {
            phone.hears(event);
        }
    }

    private static InetAddress host(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new LabException("address: not usable", e);
        }
    }
}
