package org.permanence.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiRequest;
import org.asteriskjava.fastagi.AgiScript;
import org.asteriskjava.fastagi.DefaultAgiServer;
import org.asteriskjava.fastagi.command.ExecCommand;
import org.asteriskjava.fastagi.command.GetDataCommand;
import org.asteriskjava.fastagi.command.GetVariableCommand;
import org.asteriskjava.fastagi.command.NoopCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.permanence.adapter.agi.AgiBenchServer;
import org.permanence.adapter.agi.AgiCommand.Noop;
import org.permanence.adapter.agi.AgiEndReason;
import org.permanence.adapter.agi.AgiMetrics;
import org.permanence.adapter.agi.AgiRefusal;
import org.permanence.adapter.agi.AgiReply.Ended;
import org.permanence.adapter.agi.AgiServer;
import org.permanence.adapter.agi.AgiServerSettings;
import org.permanence.adapter.agi.AgiSession;
import org.slf4j.LoggerFactory;

/// One server under load, alone in its JVM. It prints its ports. For each line of input it prints its live heap and
/// its threads. It ends when its input ends.
final class AgiBenchTarget {

    private AgiBenchTarget() {}

    public static void main(String[] arguments) throws IOException {
        // Otherwise the log output of the tests' configuration would be measured too.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        switch (arguments[0]) {
            case "echo" -> echo();
            case "permanence" -> permanence();
            case "asterisk-java" -> asteriskJava();
            default -> throw new IllegalArgumentException("bench target (expected: one of three)");
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.gc();
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(heap + " " + ManagementFactory.getThreadMXBean().getThreadCount());
        }
        System.exit(0);
    }

    private static void echo() {
        @Sharable
        final class Echo extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                ChannelFuture _ = ctx.writeAndFlush(message, ctx.voidPromise());
            }
        }
        Echo echo = new Echo();
        int port = ((InetSocketAddress) new ServerBootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 4096)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(echo)
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel()
                        .localAddress())
                .getPort();
        System.out.println(port + " " + port);
    }

    /// The bench server for calls of ten commands, and the same server with an endless flow for open calls.
    private static void permanence() {
        AgiBenchServer calls = new AgiBenchServer(0);
        calls.start();
        AgiServerSettings settings = new AgiServerSettings(
                "127.0.0.1",
                0,
                false,
                Set.of("bench"),
                AgiBenchServer.SECRET,
                20_000,
                Duration.ofSeconds(10),
                Duration.ofHours(1));
        AgiServer open = new AgiServer(
                settings, session -> Thread.ofVirtual().start(() -> endless(session)), new UnmeasuredAgiMetrics());
        open.start();
        System.out.println(calls.port() + " " + open.port());
    }

    private static void endless(AgiSession session) {
        Noop noop = new Noop();
        while (!(session.send(noop) instanceof Ended)) {
            // The load generator ends it by closing.
        }
    }

    private static void asteriskJava() throws IOException {
        int calls = asteriskJava(AgiBenchTarget::tenCommands);
        int open = asteriskJava((_, channel) -> {
            while (true) {
                channel.sendCommand(new NoopCommand());
            }
        });
        System.out.println(calls + " " + open);
    }

    private static int asteriskJava(AgiScript script) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        DefaultAgiServer server = new DefaultAgiServer(script);
        server.setPort(port);
        server.setMaximumPoolSize(20_000); // Its default refuses more than 500.
        Thread.ofPlatform().daemon().start(() -> {
            try {
                server.startup();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return port;
    }

    private static void tenCommands(AgiRequest request, AgiChannel channel) throws AgiException {
        Objects.requireNonNull(request);
        for (var command : List.of(
                new ExecCommand("Answer", ",i"),
                new StreamFileCommand("/bench/greeting"),
                new GetDataCommand("/bench/question", 5000, 1),
                new GetVariableCommand("BENCH"),
                new ExecCommand("StartMusicOnHold", "default"),
                new ExecCommand("StopMusicOnHold"),
                new StreamFileCommand("/bench/position"),
                new NoopCommand(),
                new StreamFileCommand("/bench/goodbye"),
                new SetVariableCommand("PERM_DONE", "bench"))) {
            channel.sendCommand(command);
        }
    }

    private static final class UnmeasuredAgiMetrics implements AgiMetrics {
        @Override
        public void onOpened() {}

        @Override
        public void onEnded(AgiEndReason endReason) {}

        @Override
        public void onRefused(AgiRefusal refusal) {}
    }
}
