"""The servers of the house, each from Debian: one function makes its settings and says how to start it."""

from servers import data, files, imaging, remote, router

BY_NAME = {function.__name__: function for function in (
    router.dnsmasq, router.admin_page, router.admin_https, router.upnp,
    imaging.orthanc, imaging.dcmqrscp, imaging.storescp,
    files.samba, files.ftp, files.nfs, files.rsync, files.listing, files.webdav, files.files_https,
    data.mariadb, data.postgresql, data.redis, data.memcached, data.firebird, data.mllp,
    remote.ssh, remote.telnet, remote.rlogin, remote.vnc, remote.xrdp, remote.snmp, remote.tftp, remote.avahi,
    remote.ipp, remote.raw_printing)}
