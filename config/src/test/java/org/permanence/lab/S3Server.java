package org.permanence.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.permanence.testing.Ports;

/// An S3 server that checks signatures: S3Proxy over a directory, in a process of its own.
public final class S3Server implements AutoCloseable {

    public static final String BUCKET = "recordings";
    public static final String ACCESS_KEY = "engine-of-the-lab";
    public static final String SECRET_KEY = "known-to-this-test-only";

    private static final Path PROGRAM = Path.of("target/s3proxy/s3proxy-jar-with-dependencies.jar");
    private static final long START_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Path work;
    private final int port = Ports.tcp(InetAddress.getLoopbackAddress());
    private Process server;

    /// @param work a directory of its own; objects in it survive a restart
    public S3Server(Path work) throws IOException {
        this.work = work;
        Files.createDirectories(work.resolve("data").resolve(BUCKET));
        Files.writeString(
                work.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, ACCESS_KEY, SECRET_KEY, work.resolve("data")));
        this.server = startProcess();
        awaitPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The file of an object in the bucket.
    public Path file(String object) {
        return work.resolve("data").resolve(BUCKET).resolve(object);
    }

    public void stop() throws IOException {
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    public void restart() throws IOException {
        server = startProcess();
        awaitPort();
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    private Process startProcess() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        PROGRAM.toString(),
                        "--properties",
                        work.resolve("s3proxy.conf").toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        work.resolve("s3proxy.log").toFile()))
                .start();
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + START_TIMEOUT_NANOS;
        while (System.nanoTime() < end && server.isAlive()) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException _) {
                LockSupport.parkNanos(POLL_INTERVAL_NANOS); // Not ready yet.
            }
        }
        throw new LabException("store: not there: " + Files.readString(work.resolve("s3proxy.log")));
    }
}
