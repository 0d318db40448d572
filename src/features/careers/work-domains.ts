/** Mail for everybody, and mail for ten minutes: an address there says nothing of an employer. */
const openToAll = new Set(
  `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp outlook.in
  hotmail.com hotmail.co.uk hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.se live.com live.co.uk live.de
  live.fr live.nl live.com.au msn.com passport.com windowslive.com yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp
  yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca yahoo.com.au yahoo.com.br yahoo.in ymail.com rocketmail.com
  myyahoo.com aol.com aol.co.uk aim.com netscape.net icloud.com me.com mac.com privaterelay.appleid.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tutamail.com tuta.io tuta.com keemail.me
  gmx.com gmx.de gmx.net gmx.at gmx.ch gmx.us gmx.co.uk gmx.fr mail.com email.com usa.com consultant.com
  engineer.com techie.com programmer.net web.de freenet.de t-online.de arcor.de posteo.de posteo.net mailbox.org
  zoho.com zohomail.com zohomail.eu yandex.com yandex.ru yandex.ua ya.ru mail.ru bk.ru inbox.ru list.ru
  internet.ru rambler.ru fastmail.com fastmail.fm hey.com hushmail.com runbox.com disroot.org riseup.net
  autistici.org cock.li airmail.cc tilde.team startmail.com mailfence.com kolabnow.com countermail.com
  qq.com foxmail.com vip.qq.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com 189.cn
  naver.com daum.net hanmail.net nate.com kakao.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp
  rediffmail.com indiatimes.com sify.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr
  libero.it virgilio.it tiscali.it alice.it tin.it tim.it telefonica.net terra.com terra.com.br uol.com.br
  bol.com.br ig.com.br globo.com seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl op.pl
  bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz comcast.net verizon.net att.net sbcglobal.net
  bellsouth.net cox.net charter.net earthlink.net juno.com netzero.net rogers.com shaw.ca sympatico.ca telus.net
  btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk bluewin.ch
  hispeed.ch telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl xs4all.nl home.nl telia.com
  duck.com mozmail.com simplelogin.com simplelogin.co slmail.me aleeas.com anonaddy.com anonaddy.me addy.io
  relay.firefox.com 33mail.com erine.email users.noreply.github.com alumni.stanford.edu alumni.harvard.edu
  alum.mit.edu acm.org ieee.org computer.org member.fsf.org debian.org linux.com
  mailinator.com mailinator.net mailinator2.com guerrillamail.com guerrillamail.net guerrillamail.org
  guerrillamail.biz guerrillamail.de guerrillamailblock.com sharklasers.com grr.la pokemail.net spam4.me
  10minutemail.com 10minutemail.net 10minutemail.org 20minutemail.com 30minutemail.com tempmail.com temp-mail.org
  temp-mail.io tempmail.net tempmail.dev tempmailo.com tempail.com temp-inbox.com tempinbox.com throwaway.email
  throwawaymail.com trashmail.com trashmail.de trashmail.net trashmail.me trash-mail.com wegwerfmail.de
  wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net cool.fr.nf jetable.org jetable.com
  maildrop.cc mailnesia.com mailcatch.com mailnull.com mailexpire.com mailmoat.com mytemp.email moakt.com
  moakt.cc dispostable.com discard.email discardmail.com discardmail.de fakeinbox.com fakemail.net
  fakemailgenerator.com getnada.com nada.email inboxbear.com inboxkitten.com burnermail.io emailondeck.com
  dropmail.me 10mail.org getairmail.com harakirimail.com incognitomail.org mintemail.com mohmal.com
  spamgourmet.com spambox.us spamex.com spamfree24.org tmail.ws tmpmail.org tmpmail.net mail-temp.com
  emailfake.com crazymailing.com mailsac.com mail.tm 1secmail.com 1secmail.net 1secmail.org anonbox.net
  luxusmail.org minuteinbox.com linshiyouxiang.net owlymail.com byom.de einrot.com armyspy.com cuvox.de
  dayrep.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us
  `
    .trim()
    .split(/\s+/),
);

/** In ASCII, lower case, at least two labels, the last of letters: nothing that a mail server reads otherwise. */
const shape = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/** True for a domain, or one below it, where anybody can have a mailbox. */
export function isOpenToAll(domain: string): boolean {
  const labels = domain.split('.');
  return labels.some((_, place) => openToAll.has(labels.slice(place).join('.')));
}

/** Whether this can be where an employer's people have their mailboxes. Written exactly as it is compared. */
export function isWorkDomain(domain: string): boolean {
  return shape.test(domain) && !isOpenToAll(domain);
}
