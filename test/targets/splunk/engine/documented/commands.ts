/** What Splunk's Search Reference says of each command: the page, a search, and its rows (see `brief`). */
export type CommandCase = readonly [page: string, search: string, rows: readonly string[]];

const csv = (...lines: readonly string[]): string => `| makeresults format=csv data="${lines.join('\n')}"`;

const HOSTS = csv(
  'host,action,ip',
  'www1,view,1',
  'www2,addtocart,2',
  'www3,view,3',
  'www1,addtocart,4',
  'www1,purchase,1',
  'www3,view,3',
);
const VISITORS = csv('hour,visitors', '0800,0', '0900,212', '1000,367', '1100,489', '1200,624');
const Y = '| makeresults count=10 | streamstats count AS Y';
const STATUS = csv('status,host,bytes', '200,a,10', '404,a,20', '200,b,30', '500,b,x', '404,a,50');
const MULTI = '| makeresults | eval a=split("1,2,3",","), b="x" | table a b';
const WIDGET = String.raw`| makeresults | eval _raw="{\"widget\":{\"text\":[{\"data\":\"Click here\",\"size\":36},{\"data\":\"Learn more\",\"size\":37}]}}"`;
const NESTED = String.raw`| makeresults | eval _raw="{\"vendorProductSet\":{\"product\":[{\"desc\":1},{\"locDesc\":2}]}}"`;
const MAIL = '| makeresults | eval _raw="From: <Susan@example.com> To: <Bob@example.com>"';

// prettier-ignore
export const COMMAND_CASES: readonly CommandCase[] = [
  ['append', `${csv('a', '1')} | append [| makeresults format=csv data="a\n2"]`, ['a=1', 'a=2']],

  ['bin', '| makeresults | eval _time=1709641815 | bin span=5m _time | table _time', ['_time=1709641800']],
  ['bin', '| makeresults | eval _time=1709641815 | bin _time span=1h | table _time', ['_time=1709640000']],
  ['bin', '| makeresults | eval _time=1709641815 | bucket span=1d _time AS day | table day', ['day=1709596800']],
  ['bin', `${csv('size', '5', '12', '20')} | bin size span=10 | table size`, ['size=0-10', 'size=10-20', 'size=20-30']],

  ['convert', '| makeresults | eval t=1521467703 | convert ctime(t) | table t', ['t=03/19/2018 13:55:03']],
  ['convert', '| makeresults | eval t=1521467703 | convert timeformat="%H:%M:%S" ctime(t) AS c_time | table c_time', ['c_time=13:55:03']],
  ['convert', '| makeresults | eval t="03/19/2018 13:55:03" | convert timeformat="%m/%d/%Y %H:%M:%S" mktime(t) | table t', ['t=1521467703']],
  ['convert', `${csv('n,m', '12a,7')} | convert num(n) none(m)`, ['m=7']],
  ['convert', '| makeresults | eval n="1,234" | convert rmcomma(n) | table n', ['n=1234']],

  ['dedup', `${HOSTS} | dedup host`, ['host=www1 action=view ip=1', 'host=www2 action=addtocart ip=2', 'host=www3 action=view ip=3']],
  ['dedup', `${HOSTS} | dedup 2 host | table host`, ['host=www1', 'host=www2', 'host=www3', 'host=www1', 'host=www3']],
  ['dedup', `${HOSTS} | dedup host, ip | table host ip`, ['host=www1 ip=1', 'host=www2 ip=2', 'host=www3 ip=3', 'host=www1 ip=4']],
  ['dedup', `${HOSTS} | dedup host sortby -ip | table host`, ['host=www3', 'host=www2', 'host=www1']],
  ['dedup', `${HOSTS} | dedup host consecutive=true | table host`, ['host=www1', 'host=www2', 'host=www3', 'host=www1', 'host=www3']],
  ['dedup', `${HOSTS} | dedup host keepevents=true | table host action`, ['host=www1 action=view', 'host=www2 action=addtocart', 'host=www3 action=view', 'action=addtocart', 'action=purchase', 'action=view']],
  ['dedup', `${csv('a,b', '1,x', ',y', ',z')} | dedup a`, ['a=1 b=x']],
  ['dedup', `${csv('a,b', '1,x', ',y', ',z')} | dedup a keepempty=true`, ['a=1 b=x', 'b=y', 'b=z']],

  ['eval', '| makeresults | eval full_name = "ada"." "."lovelace" | table full_name', ['full_name=ada lovelace']],
  ['eval', '| makeresults | eval error=500, low=if(error == 200, "OK", "Problem") | table low', ['low=Problem']],
  ['eval', '| makeresults | eval velocity=distance/time', ['_time=1709641815']],
  ['eval', `${csv('distance,time', '10,4')} | eval velocity=distance/time`, ['distance=10 time=4 velocity=2.5']],
  ['eval', '| makeresults | eval a=5, b=a+1, c=a.b, d=a*b%4 | table a b c d', ['a=5 b=6 c=56 d=2']],
  ['eval', "| makeresults | eval 'server-1'=3, x='server-1'+1 | table x", ['x=4']],
  ['eval', '| makeresults | eval a=1/0, b=null()+1, c="x"-1 | eval d=coalesce(a,b,c,"none") | table d', ['d=none']],
  ['eval', '| makeresults | eval a="1" | eval a=null() | eval b=if(isnull(a),"gone","there") | table a b', ['b=gone']],

  ['eventstats', `${STATUS} | eventstats count BY host | table host count`, ['host=a count=3', 'host=a count=3', 'host=b count=2', 'host=b count=2', 'host=a count=3']],
  ['eventstats', `${STATUS} | eventstats avg(bytes) AS avg | where isnum(bytes) AND bytes > avg | table bytes avg`, ['bytes=30 avg=27.5', 'bytes=50 avg=27.5']],
  ['eventstats', `${csv('k,v', 'a,1', ',2')} | eventstats sum(v) AS total BY k`, ['k=a v=1 total=1', 'v=2']],

  ['fields', `${HOSTS} | fields host, ip | head 1`, ['host=www1 ip=1']],
  ['fields', `${HOSTS} | fields - host ip | head 1`, ['action=view']],
  ['fields', `${csv('source,sourcetype,error1,error2,x', 'a,b,1,2,3')} | fields source, sourcetype, error*`, ['source=a sourcetype=b error1=1 error2=2']],
  ['fields', `| makeresults | eval a=1, b=2 | fields a | eval c=if(isnull(b),"no b","b"), t=if(isnull(_time),"no time","time")`, ['a=1 c=no b t=time']],

  ['fillnull', `${csv('a,b', '1,', ',2')} | fillnull`, ['a=1 b=0', 'a=0 b=2']],
  ['fillnull', `${csv('a,b', '1,', ',2')} | fillnull value=NULL`, ['a=1 b=NULL', 'a=NULL b=2']],
  ['fillnull', `${csv('a,b', '1,', ',2')} | fillnull value=unknown b, c | table a b c`, ['a=1 b=unknown c=unknown', 'b=2 c=unknown']],
  ['fillnull', `${csv('a,b', '1,', ',2')} | fillnull value="" b | eval e=if(b="","empty",b) | table e`, ['e=empty', 'e=2']],

  ['head', '| makeresults count=25 | head | stats count', ['count=10']],
  ['head', '| makeresults count=25 | head 20 | stats count', ['count=20']],
  ['head', '| makeresults count=25 | streamstats count AS n | head limit=400 (n<4) | table n', ['n=1', 'n=2', 'n=3']],
  ['head', '| makeresults count=25 | streamstats count AS n | head (n<3) keeplast=true | table n', ['n=1', 'n=2', 'n=3']],

  ['inputlookup', '| inputlookup usertogroup.csv', ['user=ada group=dev', 'user=bob group=ops', 'user=bob group=admin', 'user=eve']],
  ['inputlookup', '| inputlookup usertogroup.csv | where group="ops"', ['user=bob group=ops']],

  ['lookup', `${csv('local_user', 'bob', 'ada', 'mal')} | lookup usertogroup.csv user AS local_user OUTPUT group AS user_group`, ['local_user=bob user_group=ops,admin', 'local_user=ada user_group=dev', 'local_user=mal']],
  ['lookup', `${csv('user', 'ada', 'Ada', 'eve')} | lookup usertogroup.csv user`, ['user=ada group=dev', 'user=Ada', 'user=eve']],
  ['lookup', `${csv('user,group', 'ada,x', 'bob,')} | lookup usertogroup.csv user OUTPUTNEW group`, ['user=ada group=x', 'user=bob group=ops,admin']],
  ['lookup', `${csv('user', 'ada', 'mal')} | lookup usertogroup.csv user OUTPUT user AS known | where isnotnull(known)`, ['user=ada known=ada']],

  ['makemv', '| makeresults | eval senders="a@x:b@y" | makemv delim=":" senders | mvexpand senders | table senders', ['senders=a@x', 'senders=b@y']],
  ['makemv', '| makeresults | eval names="buttercup rarity tenderhoof" | makemv delim=" " names | table names', ['names=buttercup,rarity,tenderhoof']],
  ['makemv', '| makeresults | eval my="a,,b" | makemv delim="," my | eval n=mvcount(my) | table n', ['n=2']],
  ['makemv', '| makeresults | eval my="a,,b" | makemv delim="," allowempty=true my | eval n=mvcount(my) | table n', ['n=3']],
  ['makemv', '| makeresults | eval myfield="one,two,three" | makemv tokenizer="([^,]+),?" myfield | table myfield', ['myfield=one,two,three']],

  ['makeresults', '| makeresults', ['_time=1709641815']],
  ['makeresults', '| makeresults count=3 | stats count', ['count=3']],
  ['makeresults', csv('name,age', 'John,35', 'Sarah,39'), ['name=John age=35', 'name=Sarah age=39']],
  ['makeresults', String.raw`| makeresults format=json data="[{\"name\":\"John\", \"age\":35}, {\"name\":\"Sarah\", \"age\":39}]"`, ['name=John age=35', 'name=Sarah age=39']],

  ['mvcombine', `${csv('host,n', 'a,1', 'b,1', 'c,2')} | mvcombine host`, ['host=a,b n=1', 'host=c n=2']],
  ['mvexpand', `${MULTI} | mvexpand a`, ['a=1 b=x', 'a=2 b=x', 'a=3 b=x']],
  ['mvexpand', `${MULTI} | mvexpand a limit=2`, ['a=1 b=x', 'a=2 b=x']],
  ['nomv', `${MULTI} | nomv a | eval n=mvcount(a) | table n`, ['n=1']],

  ['rare', `${HOSTS} | rare limit=1 action`, ['action=purchase count=1 percent=16.666667']],
  ['top', `${HOSTS} | top limit=1 action`, ['action=view count=3 percent=50.000000']],
  ['top', `${HOSTS} | top limit=1 action BY host`, ['host=www1 action=view count=1 percent=33.333333', 'host=www2 action=addtocart count=1 percent=100.000000', 'host=www3 action=view count=2 percent=100.000000']],
  ['top', `${HOSTS} | top 2 showperc=f countfield=n host`, ['host=www1 n=3', 'host=www3 n=2']],

  ['regex', `${csv('clientip', '10.0.0.1', '192.168.1.1')} | regex clientip="^10\\."`, ['clientip=10.0.0.1']],
  ['regex', `${csv('clientip', '10.0.0.1', '192.168.1.1')} | regex clientip!="^10\\."`, ['clientip=192.168.1.1']],
  ['regex', String.raw`| makeresults | eval _raw="src 10.9.1.1 x" | regex _raw="(?<!\d)10\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\d)" | stats count`, ['count=1']],

  ['rename', `${csv('usr,dpt', 'ada,x')} | rename usr AS username, dpt AS department`, ['username=ada department=x']],
  ['rename', `${csv('_ip,b', '1,2')} | rename _ip AS IPAddress`, ['b=2 IPAddress=1']],
  ['rename', '| makeresults | eval \'foo.a\'=1, \'foo.b\'=2 | fields - _time | rename foo* AS bar*', ['bar.a=1 bar.b=2']],
  ['rename', '| makeresults | eval \'foo.a\'=1, \'foo.b\'=2 | fields - _time | rename foo.* AS *', ['a=1 b=2']],
  ['rename', `${csv('name', 'x')} | rename name AS "product ID"`, ['product ID=x']],
  ['rename', `${csv('test,b', '1,2')} | rename ghost AS test | table test b`, ['b=2']],

  ['reverse', `${VISITORS} | reverse | head 2 | table hour`, ['hour=1200', 'hour=1100']],

  ['rex', `${MAIL} | rex field=_raw "From: <(?<from>.*)> To: <(?<to>.*)>" | table from to`, ['from=Susan@example.com to=Bob@example.com']],
  ['rex', '| makeresults | eval savedsearch_id="bob;search;my_saved_search" | rex field=savedsearch_id "(?<user>\\w+);(?<app>\\w+);(?<SavedSearchName>\\w+)" | table user app SavedSearchName', ['user=bob app=search SavedSearchName=my_saved_search']],
  ['rex', '| makeresults | eval ccnumber="1234-5678-9012-3456" | rex field=ccnumber mode=sed "s/(\\d{4}-){3}/XXXX-XXXX-XXXX-/g" | table ccnumber', ['ccnumber=XXXX-XXXX-XXXX-3456']],
  ['rex', '| makeresults | eval test="a1b2c3" | rex field=test max_match=0 "((?<field>[a-z])\\d)" | table field', ['field=a,b,c']],
  ['rex', '| makeresults | eval test="a1b2c3" | rex field=test max_match=2 "((?<field>[a-z])\\d)" | table field', ['field=a,b']],
  ['rex', '| makeresults | eval t="abc" | rex field=t mode=sed "y/abc/xyz/" | table t', ['t=xyz']],
  ['rex', '| makeresults | eval t="abc", f="old" | rex field=t "(?<f>\\d+)" | table f', ['f=old']],

  ['sort', `${csv('lastname,firstname', 'b,x', 'a,x', 'b,y')} | sort lastname, -firstname`, ['lastname=a firstname=x', 'lastname=b firstname=y', 'lastname=b firstname=x']],
  ['sort', `${csv('size', '9', '100', '70', '10')} | sort 2 -size`, ['size=100', 'size=70']],
  ['sort', `${csv('size', '9', '100', '70', '10')} | sort str(size)`, ['size=10', 'size=100', 'size=70', 'size=9']],
  ['sort', `${csv('size', '9', '100', '70', '10')} | sort size desc`, ['size=100', 'size=70', 'size=10', 'size=9']],
  ['sort', `${csv('size,n', '9,a', ',b', '10,c')} | sort size | table n`, ['n=a', 'n=c', 'n=b']],
  ['sort', `${csv('size,n', '9,a', ',b', '10,c')} | sort -size | table n`, ['n=c', 'n=a', 'n=b']],
  ['sort', '| makeresults count=10001 | streamstats count AS n | sort n | stats count', ['count=10000']],
  ['sort', '| makeresults count=10001 | streamstats count AS n | sort 0 num(n) | stats count', ['count=10001']],
  ['sort', `${csv('p', 'SF-01', 'pz-05', 'BS-09', 'PZ-05', 'mb-07')} | sort p`, ['p=BS-09', 'p=PZ-05', 'p=SF-01', 'p=mb-07', 'p=pz-05']],

  ['spath', `${NESTED} | spath output=myfield path=vendorProductSet.product{}.locDesc | table myfield`, ['myfield=2']],
  ['spath', `${NESTED} | spath output=myfield vendorProductSet.product{0}.desc | table myfield`, ['myfield=1']],
  ['spath', `${NESTED} | spath path=vendorProductSet.product{} | table vendorProductSet*`, ['vendorProductSet.product{}={"desc":1},{"locDesc":2}']],
  ['spath', `${WIDGET} | spath | rename widget.text{}.size AS size, widget.text{}.data AS data | table size,data`, ['size=36,37 data=Click here,Learn more']],
  ['spath', `${WIDGET} | spath | rename widget.text{}.size AS size, widget.text{}.data AS data | eval x=mvzip(data,size) | mvexpand x | eval x=split(x,",") | eval data=mvindex(x,0), size=mvindex(x,1) | table size, data`, ['size=36 data=Click here', 'size=37 data=Learn more']],
  ['spath', `${WIDGET} | spath input=none output=y path=widget | eval y=coalesce(y,"nothing") | table y`, ['y=nothing']],

  ['stats', `${STATUS} | stats count`, ['count=5']],
  ['stats', `${STATUS} | stats count BY status`, ['status=200 count=2', 'status=404 count=2', 'status=500 count=1']],
  ['stats', `${STATUS} | stats count(eval(status="404")) AS count_status BY host`, ['host=a count_status=2', 'host=b count_status=0']],
  ['stats', `${STATUS} | stats sum(bytes) AS "total bytes", avg(bytes) BY host`, ['host=a total bytes=80 avg(bytes)=26.6666666666667', 'host=b total bytes=30 avg(bytes)=30']],
  ['stats', `${STATUS} | stats dc(host), values(status) AS s, list(host) AS l`, ['dc(host)=2 s=200,404,500 l=a,a,b,b,a']],
  ['stats', `${STATUS} | stats values(eval(if(host="a",bytes,null()))) AS v`, ['v=10,20,50']],
  ['stats', `${STATUS} | stats dc(*) AS dc_* BY host`, ['host=a dc_status=2 dc_bytes=3', 'host=b dc_status=2 dc_bytes=2']],
  ['stats', `${csv('k,v', 'a,1', ',2')} | stats sum(v) BY k`, ['k=a sum(v)=1']],
  ['stats', `${MULTI} | stats count BY a`, ['a=1 count=1', 'a=2 count=1', 'a=3 count=1']],
  ['stats', `${MULTI} | stats count(a) AS values count AS rows`, ['values=3 rows=1']],
  ['stats', '| makeresults | where 1=2 | stats count', ['count=0']],

  ['streamstats', `${VISITORS} | streamstats sum(visitors) AS total | table hour total`, ['hour=0800 total=0', 'hour=0900 total=212', 'hour=1000 total=579', 'hour=1100 total=1068', 'hour=1200 total=1692']],
  ['streamstats', `${VISITORS} | streamstats count | table count`, ['count=1', 'count=2', 'count=3', 'count=4', 'count=5']],
  ['streamstats', `${VISITORS} | streamstats avg(visitors) AS a window=2 | table a`, ['a=0', 'a=106', 'a=289.5', 'a=428', 'a=556.5']],
  ['streamstats', `${VISITORS} | streamstats window=1 current=f last(visitors) AS previous | table previous`, ['', 'previous=0', 'previous=212', 'previous=367', 'previous=489']],
  ['streamstats', `${STATUS} | streamstats count BY host | table host count`, ['host=a count=1', 'host=a count=2', 'host=b count=1', 'host=b count=2', 'host=a count=3']],
  ['streamstats', `${STATUS} | streamstats global=f window=2 count BY host | table host count`, ['host=a count=1', 'host=a count=2', 'host=b count=1', 'host=b count=2', 'host=a count=2']],

  ['streamstats', `${STATUS} | streamstats count BY host window=2 global=f | table host count`, ['host=a count=1', 'host=a count=2', 'host=b count=1', 'host=b count=2', 'host=a count=2']],

  ['table', `${HOSTS} | table ip, host | head 1`, ['ip=1 host=www1']],
  ['table', `${csv('source,sourcetype,x', 'a,b,3')} | table source*`, ['source=a sourcetype=b']],

  ['tail', `${VISITORS} | tail 2 | table hour`, ['hour=1200', 'hour=1100']],

  ['where', `${csv('CIDR,ip', '10.0.0.0/8,10.1.2.3')} | where cidrmatch(CIDR, ip) | table ip`, ['ip=10.1.2.3']],
  ['where', `${csv('foo,bar', 'x,x', 'x,y')} | where foo=bar`, ['foo=x bar=x']],
  ['where', `${csv('ipaddress', '198.1.1.1', '10.1.1.1')} | where like(ipaddress, "198.%")`, ['ipaddress=198.1.1.1']],
  ['where', `${csv('ipaddress', '198.1.1.1', '10.1.1.1')} | where ipaddress LIKE "198.%"`, ['ipaddress=198.1.1.1']],
  ['where', `${csv('host,distance,time', 'CheckPoint,300,2', 'CheckPoint,100,2', 'x,300,2')} | where host="CheckPoint" AND (distance/time) > 100 | table distance`, ['distance=300']],
  ['where', `${csv('a,b', '1,x', ',y')} | where a!=2`, ['a=1 b=x']],
  ['where', `${csv('a,b', '1,x', ',y')} | where NOT a=1`, []],
  ['where', `${csv('a,b', '1,x', ',y')} | where isnull(a) OR a!=1`, ['b=y']],
  ['where', `${csv('a,b,c', '1,0,0', '0,1,0', '0,0,1')} | where a=1 OR b=1 AND c=1`, ['a=1 b=0 c=0']],
  ['where', `${csv('a', '9', '10')} | where a<10`, ['a=9']],
  ['where', `${MULTI} | where a="2"`, ['a=1,2,3 b=x']],

  ['Aggregate functions', `${Y} | stats perc50(Y)`, ['perc50(Y)=5.5']],
  ['Aggregate functions', `${Y} | stats perc95(Y)`, ['perc95(Y)=9.55']],
  ['Aggregate functions', `${Y} | stats median(Y) AS m exactperc90(Y) AS p p25(Y) AS q`, ['m=5.5 p=9.1 q=3.25']],
  ['Aggregate functions', `${Y} | stats min(Y) max(Y) range(Y) sum(Y) mean(Y) sumsq(Y)`, ['min(Y)=1 max(Y)=10 range(Y)=9 sum(Y)=55 mean(Y)=5.5 sumsq(Y)=385']],
  ['Aggregate functions', `${Y} | stats var(Y) AS v varp(Y) AS vp stdevp(Y) AS sp | eval sp=round(sp,4), v=round(v,4)`, ['v=9.1667 vp=8.25 sp=2.8723']],
  ['Aggregate functions', `${Y} | stats stdev(Y) AS s | eval s=round(s,4)`, ['s=3.0277']],
  ['Aggregate functions', `${csv('x', '1', '1.0', '01')} | stats distinct_count(x) AS d c(x) AS n`, ['d=3 n=3']],
  ['Aggregate functions', `${csv('x', 'b', 'a', 'b')} | stats mode(x) max(x) min(x)`, ['mode(x)=b max(x)=b min(x)=a']],
  ['Event order functions', `${VISITORS} | stats first(hour) last(hour)`, ['first(hour)=0800 last(hour)=1200']],
  ['Time functions', `${csv('_time,v', '20,b', '10,a', '30,c')} | stats earliest(v) latest(v)`, ['earliest(v)=a latest(v)=c']],
  ['Multivalue stats and chart functions', '| makeresults count=150 | streamstats count AS n | stats list(n) AS l values(n) AS v | eval l=mvcount(l), v=mvcount(v)', ['l=100 v=150']],
  ['Multivalue stats and chart functions', `${csv('x', '10', '9', '100', 'a', 'A')} | stats values(x) AS v`, ['v=10,100,9,A,a']],
];
